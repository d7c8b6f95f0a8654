using System.ComponentModel.DataAnnotations;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Entries;
using Pipeline.Domain.Risk;

namespace Pipeline.Buyer;

/// <summary>Section <c>Buyer</c> of the settings. Times are venue time unless they say machine time.</summary>
public sealed class BuyerOptions
{
    public const string Section = "Buyer";

    private const string OneDay = "1.00:00:00";
    private static readonly EntryLimits Limits = new();
    private static readonly EntryTiming Timing = new();

    /// <summary>From the end of a signal's bar until the signal has expired.</summary>
    [Range(typeof(TimeSpan), "00:00:01", OneDay, ErrorMessage = "Expected 00:00:01 to 1.00:00:00.")]
    public TimeSpan SignalMaxAge { get; set; } = Limits.SignalMaxAge;

    /// <summary>How far a bar may end ahead of our reading of the venue's clock before it counts as one from the future.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ErrorMessage = "Expected 00:00:00 to 01:00:00.")]
    public TimeSpan ClockTolerance { get; set; } = Limits.ClockTolerance;

    /// <summary>After the opening, without entries.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "06:00:00", ErrorMessage = "Expected 00:00:00 to 06:00:00.")]
    public TimeSpan OpeningBuffer { get; set; } = Limits.OpeningBuffer;

    /// <summary>Before the close, without entries.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "06:00:00", ErrorMessage = "Expected 00:00:00 to 06:00:00.")]
    public TimeSpan ClosingBuffer { get; set; } = Limits.ClosingBuffer;

    /// <summary>Age at which a quote is stale.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00", ErrorMessage = "Expected 00:00:00.1 to 01:00:00.")]
    public TimeSpan QuoteMaxAge { get; set; } = Limits.QuoteMaxAge;

    /// <summary>Ask minus bid as a fraction of their middle.</summary>
    [Range(0.00001, 0.2, ErrorMessage = "Expected a fraction of 0.00001 to 0.2.")]
    public decimal MaxSpread { get; set; } = Limits.MaxSpread;

    /// <summary>Fraction above the signal's close that is never paid.</summary>
    [Range(0, 0.1, ErrorMessage = "Expected a fraction of 0 to 0.1.")]
    public decimal SlippageCap { get; set; } = Limits.SlippageCap;

    /// <summary>Fraction above the ask for the limit, within the slippage cap.</summary>
    [Range(0, 0.1, ErrorMessage = "Expected a fraction of 0 to 0.1.")]
    public decimal LimitAboveAsk { get; set; } = Limits.LimitAboveAsk;

    /// <summary>Fraction below the limit at which the stop rests.</summary>
    [Range(0.0005, 0.5, ErrorMessage = "Expected a fraction of 0.0005 to 0.5.")]
    public decimal StopLoss { get; set; } = Limits.StopLoss;

    /// <summary>Fraction above the limit at which the take-profit rests.</summary>
    [Range(0.0005, 5, ErrorMessage = "Expected a fraction of 0.0005 to 5.")]
    public decimal TakeProfit { get; set; } = Limits.TakeProfit;

    /// <summary>FixedNotional or RiskPerTrade.</summary>
    [EnumDataType(typeof(SizingRule), ErrorMessage = "Expected FixedNotional or RiskPerTrade.")]
    public SizingRule Sizing { get; set; } = Limits.Sizing;

    /// <summary>Dollars an entry costs under FixedNotional.</summary>
    [Range(1, 10_000_000, ErrorMessage = "Expected 1 to 10000000 dollars.")]
    public decimal FixedNotional { get; set; } = Limits.FixedNotional.Value;

    /// <summary>Fraction of equity lost at the stop under RiskPerTrade.</summary>
    [Range(0.00001, 0.05, ErrorMessage = "Expected a fraction of 0.00001 to 0.05.")]
    public decimal RiskPerTrade { get; set; } = Limits.RiskPerTrade;

    /// <summary>Dollars one entry costs at most.</summary>
    [Range(1, 10_000_000, ErrorMessage = "Expected 1 to 10000000 dollars.")]
    public decimal MaxNotional { get; set; } = Limits.MaxNotional.Value;

    /// <summary>Dollars one entry costs at least.</summary>
    [Range(1, 10_000_000, ErrorMessage = "Expected 1 to 10000000 dollars.")]
    public decimal MinNotional { get; set; } = Limits.MinNotional.Value;

    /// <summary>Buys parts of a share where the venue trades them, so that an entry costs what is wanted. They carry no bracket: the stop is placed once something is held, and anew each session.</summary>
    public bool Fractions { get; set; } = Limits.Fractions;

    /// <summary>Buys pairs such as BTC/USD, day and night; signals of them come with Scanner:Crypto. Their stops need the processes alive: a stop-limit can be skipped.</summary>
    public bool Crypto { get; set; } = Limits.Crypto;

    /// <summary>Dollars one entry in a pair costs at least; the venue takes no order under 10.</summary>
    [Range(12, 10_000_000, ErrorMessage = "Expected 12 to 10000000 dollars.")]
    public decimal LeastPairNotional { get; set; } = Limits.LeastPairNotional.Value;

    /// <summary>Fraction reserved beside the price of a pair, for the venue's fees.</summary>
    [Range(0, 0.05, ErrorMessage = "Expected a fraction of 0 to 0.05.")]
    public decimal PairFee { get; set; } = Limits.PairFee;

    /// <summary>Dollars that all positions and open entries cost at most.</summary>
    [Range(1, 100_000_000, ErrorMessage = "Expected 1 to 100000000 dollars.")]
    public decimal MaxExposure { get; set; } = Limits.MaxExposure.Value;

    /// <summary>Symbols held or being entered at most.</summary>
    [Range(1, 1_000, ErrorMessage = "Expected 1 to 1000.")]
    public int MaxPositions { get; set; } = Limits.MaxPositions;

    /// <summary>Entries within a minute of machine time at most.</summary>
    [Range(1, 100_000, ErrorMessage = "Expected 1 to 100000.")]
    public int MaxOrdersPerMinute { get; set; } = Limits.MaxOrdersPerMinute;

    /// <summary>Machine time from the decision after which an entry is never sent (again).</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:01:00", ErrorMessage = "Expected 00:00:00.5 to 00:01:00.")]
    public TimeSpan SendWindow { get; set; } = Timing.SendWindow;

    /// <summary>Machine time from the first execution after which what is left is canceled.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00", ErrorMessage = "Expected 00:00:00.1 to 00:01:00.")]
    public TimeSpan RemainderCancelAfter { get; set; } = Timing.RemainderCancelAfter;

    /// <summary>Machine time from the decision after which an entry without any execution is canceled.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "01:00:00", ErrorMessage = "Expected 00:00:00.5 to 01:00:00.")]
    public TimeSpan EntryTimeout { get; set; } = Timing.EntryTimeout;

    /// <summary>Machine time between two readings of the account.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:00:20", ErrorMessage = "Expected 00:00:00.5 to 00:00:20.")]
    public TimeSpan AccountInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The bounds as decisions take them.</summary>
    public EntryLimits ToLimits() => Limits with
    {
        SignalMaxAge = SignalMaxAge,
        ClockTolerance = ClockTolerance,
        OpeningBuffer = OpeningBuffer,
        ClosingBuffer = ClosingBuffer,
        QuoteMaxAge = QuoteMaxAge,
        MaxSpread = MaxSpread,
        SlippageCap = SlippageCap,
        LimitAboveAsk = LimitAboveAsk,
        StopLoss = StopLoss,
        TakeProfit = TakeProfit,
        Sizing = Sizing,
        FixedNotional = new Money(FixedNotional),
        RiskPerTrade = RiskPerTrade,
        MaxNotional = new Money(MaxNotional),
        MinNotional = new Money(MinNotional),
        Fractions = Fractions,
        Crypto = Crypto,
        LeastPairNotional = new Money(LeastPairNotional),
        PairFee = PairFee,
        MaxExposure = new Money(MaxExposure),
        MaxPositions = MaxPositions,
        MaxOrdersPerMinute = MaxOrdersPerMinute,
    };

    /// <summary>The machine times as decisions take them.</summary>
    public EntryTiming ToTiming() => Timing with
    {
        SendWindow = SendWindow,
        RemainderCancelAfter = RemainderCancelAfter,
        EntryTimeout = EntryTimeout,
    };
}
