using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Risk;

/// <summary>The bounds within which an entry is allowed.</summary>
public sealed record EntryLimits
{
    /// <summary>Venue time from the end of the signal's bar after which it is refused.</summary>
    public TimeSpan SignalMaxAge { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Venue time by which a bar may end ahead of our reading of the venue's clock.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Venue time after the opening in which nothing is entered.</summary>
    public TimeSpan OpeningBuffer { get; init; } = TimeSpan.Zero;

    /// <summary>Venue time before the close in which nothing is entered.</summary>
    public TimeSpan ClosingBuffer { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Venue time.</summary>
    public TimeSpan QuoteMaxAge { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Ask minus bid as a fraction of their middle.</summary>
    public decimal MaxSpread { get; init; } = 0.005m;

    /// <summary>Fraction above the signal's close that is never paid.</summary>
    public decimal SlippageCap { get; init; } = 0.005m;

    /// <summary>Fraction above the ask at which the limit is set, within the slippage cap: room for the ask to move on the way.</summary>
    public decimal LimitAboveAsk { get; init; } = 0.001m;

    /// <summary>Fraction below the limit at which the bracket's stop rests.</summary>
    public decimal StopLoss { get; init; } = 0.01m;

    /// <summary>Fraction above the limit at which the bracket's take-profit rests.</summary>
    public decimal TakeProfit { get; init; } = 0.02m;

    /// <summary>How a quantity is found.</summary>
    public SizingRule Sizing { get; init; } = SizingRule.FixedNotional;

    /// <summary>Wanted cost of an entry under <see cref="SizingRule.FixedNotional"/>.</summary>
    public Money FixedNotional { get; init; } = new(2_000m);

    /// <summary>Fraction of equity lost at most when the stop is hit, under <see cref="SizingRule.RiskPerTrade"/>.</summary>
    public decimal RiskPerTrade { get; init; } = 0.002m;

    /// <summary>Cost of one entry at most, whatever the sizing says.</summary>
    public Money MaxNotional { get; init; } = new(5_000m);

    /// <summary>Cost of one entry at least.</summary>
    public Money MinNotional { get; init; } = new(10m);

    /// <summary>Parts of a share are bought where the venue trades them: the wanted cost is met to the cent, without a bracket.</summary>
    public bool Fractions { get; init; }

    /// <summary>Pairs are bought.</summary>
    public bool Crypto { get; init; }

    /// <summary>Fraction that a pair costs beside its price: the venue's fee on a purchase, and room for the one on its sale.</summary>
    public decimal PairFee { get; init; } = 0.0025m;

    /// <summary>Cost of one entry in a pair at least: the venue takes no order under 10 dollars, and what is left after the fee and a stop well below must still be more.</summary>
    public Money LeastPairNotional { get; init; } = new(25m);

    /// <summary>Cost of all held positions and open entries at most.</summary>
    public Money MaxExposure { get; init; } = new(20_000m);

    /// <summary>Symbols held or being entered at most.</summary>
    public int MaxPositions { get; init; } = 5;

    /// <summary>Entries within a minute of machine time at most.</summary>
    public int MaxOrdersPerMinute { get; init; } = 30;

    /// <summary>Machine time for which a heartbeat counts.</summary>
    public TimeSpan HeartbeatMaxAge { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Machine time for which a comparison of the books with their streams counts; they are compared each second.</summary>
    public TimeSpan BookMaxAge { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Machine time for which a reading of the account counts.</summary>
    public TimeSpan AccountMaxAge { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>How many shares an entry is for.</summary>
public enum SizingRule
{
    /// <summary>The same cost for every entry.</summary>
    FixedNotional,

    /// <summary>The same loss for every entry when its stop is hit.</summary>
    RiskPerTrade,
}
