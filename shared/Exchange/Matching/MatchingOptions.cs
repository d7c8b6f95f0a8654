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
}
