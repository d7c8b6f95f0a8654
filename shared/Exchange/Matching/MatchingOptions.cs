namespace Pipeline.Exchange;

/// <summary>How kindly the venue fills.</summary>
public sealed record MatchingOptions
{
    /// <summary>Seeds every draw of chance.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Chance, 0 to 1, that the first execution of an order is only a part of it.</summary>
    public double PartialFillProbability { get; init; }

    /// <summary>Worst slippage beyond the quote, in basis points; each execution draws between 0 and this.</summary>
    public decimal MaxSlippageBasisPoints { get; init; } = 1m;

    /// <summary>How long the remainder of a partial fill waits at least; it draws up to three times as long.</summary>
    public TimeSpan RemainderDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Price levels of the modelled book, 0 to 100, each with the size of the quote, a spread apart; what is taken comes back in the next
    /// second. 0, the default, fills any size at the quote as Alpaca paper does.
    /// </summary>
    public int BookLevels { get; init; }

    /// <summary>True to end the day of working GTC orders with <c>done_for_day</c> and to bring them back at the open.</summary>
    public bool DoneForDay { get; init; }

    /// <summary>True for the pattern-day-trader rule that Alpaca removed in July 2026.</summary>
    public bool PatternDayTrader { get; init; }
}
