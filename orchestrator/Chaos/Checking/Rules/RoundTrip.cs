namespace Pipeline.Orchestrator.Chaos.Checking.Rules;

/// <summary>From flat to flat at the venue: what a trade must say.</summary>
public sealed class RoundTrip
{
    public required string Symbol { get; init; }

    /// <summary>Machine time of the first execution.</summary>
    public required DateTimeOffset Began { get; init; }
    public DateTimeOffset? Ended { get; private set; }

    /// <summary>Shares bought, and put in by the venue.</summary>
    public decimal Bought { get; private set; }

    /// <summary>Dollars received minus dollars paid.</summary>
    public decimal Cash { get; private set; }

    /// <summary>Venue order ids to shares they executed, in the order of their first execution.</summary>
    public Dictionary<string, decimal> Orders { get; } = new(StringComparer.Ordinal);

    /// <summary>True when a bust, a correction, a split or a fee has touched it.</summary>
    public bool Adjusted { get; private set; }

    /// <summary>The round trips of a log, oldest first; the last of a symbol may not have ended.</summary>
    public static IReadOnlyList<RoundTrip> Of(IReadOnlyList<VenueEntry> log)
    {
        ArgumentNullException.ThrowIfNull(log);
        var account = new VenueAccount();
        var (all, open) = (new List<RoundTrip>(), new Dictionary<string, RoundTrip>(StringComparer.Ordinal));
        foreach (var entry in log)
        {
            account.Apply(entry);
            if ((entry.Execution?.Symbol ?? entry.Adjustment?.Symbol) is not { } symbol)
                continue;
            if (!open.TryGetValue(symbol, out var trip))
                all.Add(open[symbol] = trip = new RoundTrip { Symbol = symbol, Began = entry.Machine });
            trip.Add(entry);
            if (account.HeldOf(symbol) != 0)
                continue;
            trip.Ended = entry.Machine;
            open.Remove(symbol);
        }

        return all;
    }

    private void Add(VenueEntry entry)
    {
        if (entry.Adjustment is { } adjustment)
        {
            Adjusted = true;
            Cash += adjustment.Cash;
            Bought += Math.Max(0, adjustment.Quantity);
        }

        if (entry.Execution is not { } execution)
            return;
        Adjusted |= entry.Event is "trade_bust" or "trade_correct";
        Bought += execution.IsBuy ? execution.Quantity : 0;
        Cash += execution.Price * (execution.IsBuy ? -execution.Quantity : execution.Quantity);
        Orders[execution.OrderId] = Orders.GetValueOrDefault(execution.OrderId) + execution.Quantity;
    }
}
