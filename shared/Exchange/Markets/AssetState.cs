namespace Pipeline.Exchange;

/// <summary>What the venue has decided about a symbol, beside what the market says; null leaves the market's own value.</summary>
public sealed record AssetState
{
    public required string Symbol { get; init; }

    /// <summary>The symbol the market knows it by; another one after a renaming.</summary>
    public required string Original { get; init; }

    /// <summary>Where it went, once it was renamed.</summary>
    public string? RenamedTo { get; init; }

    public bool Delisted { get; init; }

    public bool? Tradable { get; init; }

    public bool? Shortable { get; init; }

    public bool? EasyToBorrow { get; init; }

    public bool? Fractionable { get; init; }

    /// <summary>Nothing trades below this price, in dollars (limit down).</summary>
    public decimal? LowerBand { get; init; }

    /// <summary>Nothing trades above this price, in dollars (limit up).</summary>
    public decimal? UpperBand { get; init; }

    public IReadOnlyList<HaltSpan> Halts { get; init; } = [];

    public IReadOnlyList<PriceShift> Shifts { get; init; } = [];

    /// <summary>The halt that holds now, if any.</summary>
    public HaltSpan? Halt => Halts is [.., { Until: null } last] ? last : null;

    public static AssetState Of(string symbol) => new() { Symbol = symbol, Original = symbol };

    /// <summary>The halt that held at a moment, if any.</summary>
    public HaltSpan? HaltAt(DateTimeOffset at) => Halts.Count == 0 ? null : Halts.FirstOrDefault(halt => halt.Covers(at));

    /// <summary>What the market's prices are multiplied by at a moment.</summary>
    public decimal FactorAt(DateTimeOffset at) => Product(at, splitsOnly: false);

    /// <summary>What the market's sizes are divided by at a moment.</summary>
    public decimal SizeFactorAt(DateTimeOffset at) => Product(at, splitsOnly: true);

    private decimal Product(DateTimeOffset at, bool splitsOnly)
    {
        var factor = 1m;
        foreach (var shift in Shifts)
        {
            if (shift.At <= at && (shift.Splits || !splitsOnly)) factor *= shift.Factor;
        }

        return factor;
    }
}
