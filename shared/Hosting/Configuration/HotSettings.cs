namespace Pipeline.Hosting.Configuration;

/// <summary>Which settings may change while the processes run: those that a decision reads as a whole, and that nothing was built from at start.</summary>
/// <remarks>Addresses, ports, keys, the universe, what is subscribed to and machine times of work under way need a restart.</remarks>
public static class HotSettings
{
    /// <summary>Paths; a last <c>*</c> stands for everything below.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "Buyer:SignalMaxAge", "Buyer:OpeningBuffer", "Buyer:ClosingBuffer", "Buyer:QuoteMaxAge", "Buyer:MaxSpread", "Buyer:SlippageCap", "Buyer:LimitAboveAsk", "Buyer:StopLoss", "Buyer:TakeProfit",
        "Buyer:Sizing", "Buyer:FixedNotional", "Buyer:RiskPerTrade", "Buyer:MaxNotional", "Buyer:LeastPairNotional", "Buyer:PairFee", "Buyer:MaxExposure", "Buyer:MaxPositions", "Buyer:MaxOrdersPerMinute",
        "Monitor:Exits:*", "Monitor:Strategies:*", "Monitor:ExitDeadlineSeconds", "Monitor:BlindSeconds",
        "Scanner:Threshold", "Scanner:CandidateShare", "Scanner:SignalMaxAgeSeconds", "Scanner:QuoteSymbols",
        "Seller:CooldownMinutes",
    ];

    /// <summary>Whether a setting takes effect without a restart.</summary>
    public static bool IsHot(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return All.Any(hot => hot.EndsWith('*') ? key.StartsWith(hot[..^1], StringComparison.OrdinalIgnoreCase) : key.Equals(hot, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Does nothing where all settings may be set while running, each of them once.</summary>
    /// <exception cref="PipelineException">Exit code 77 for one that needs a restart, 78 for one that is named twice; the message says which.</exception>
    public static void Require(IEnumerable<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in keys)
        {
            if (!IsHot(key))
                throw new PipelineException(ExitCodes.Refused, NeedsRestart(key));
            if (!known.Add(key))
                throw new PipelineException(ExitCodes.Configuration, $"{key} is set twice, in different case.");
        }
    }

    /// <summary>A path as the settings write it, whatever case a person typed.</summary>
    public static string Canonical(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        foreach (var hot in All)
        {
            if (key.Equals(hot, StringComparison.OrdinalIgnoreCase))
                return hot;
            if (hot.EndsWith('*') && key.StartsWith(hot[..^1], StringComparison.OrdinalIgnoreCase))
                return hot[..^1] + key[(hot.Length - 1)..];
        }

        return key;
    }

    /// <summary>What to do about a setting that is not hot.</summary>
    public static string NeedsRestart(string key) =>
        $"{key} needs a restart: write it into pipeline.json in the profile's home, then ./pipeline restart the process that reads it. While running these can be set: {string.Join(", ", All)}.";
}
