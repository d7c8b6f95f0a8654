namespace Pipeline.Domain.Exits.Rules;

/// <summary>Parameters of all exit rules; a null switches its rule off.</summary>
public sealed record ExitSettings
{
    public QuoteLimits Quotes { get; init; } = new();

    /// <summary>Machine time the venue's own stop or take-profit gets to act before the rule takes over; 3 s.</summary>
    public TimeSpan VenueGrace { get; init; } = TimeSpan.FromSeconds(3);

    public TrailingSettings? Trailing { get; init; } = new();
    public DecelerationSettings? Deceleration { get; init; } = new();

    /// <summary>Venue time from the first execution on; 2 hours.</summary>
    public TimeSpan? TimeLimit { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Venue time before the session's close at which equities are left; 10 minutes.</summary>
    public TimeSpan? BeforeClose { get; init; } = TimeSpan.FromMinutes(10);
}

/// <summary>How the stop follows the price. Fractions: 0.01 is one per cent.</summary>
public sealed record TrailingSettings
{
    /// <summary>Gain over the entry price, at the peak, from which on the stop trails; 0.008.</summary>
    public decimal Activation { get; init; } = 0.008m;

    /// <summary>How far below the peak the stop trails; 0.006.</summary>
    public decimal Distance { get; init; } = 0.006m;

    /// <summary>Smallest move worth a replace, as a fraction of the stop; 0.001.</summary>
    public decimal Step { get; init; } = 0.001m;

    /// <summary>Gain over the entry price, at the peak, from which on the stop rests at the entry price or above; null for never; 0.005.</summary>
    public decimal? Breakeven { get; init; } = 0.005m;

    /// <summary>Where the breakeven stop rests above the entry price; 0.0005.</summary>
    public decimal BreakevenOffset { get; init; } = 0.0005m;

    /// <summary>Venue time in the position after which the stop trails whatever the gain; null for never.</summary>
    public TimeSpan? ActivationAfter { get; init; }

    /// <summary>Machine time between two moves; 15 s.</summary>
    public TimeSpan Throttle { get; init; } = TimeSpan.FromSeconds(15);
}

/// <summary>When a move is taken to be over.</summary>
public sealed record DecelerationSettings
{
    /// <summary>Bars whose mean return per minute is the velocity; 5.</summary>
    public int VelocityBars { get; init; } = 5;

    /// <summary>Bars in a row with falling velocity that end a trade in profit; 3.</summary>
    public int FallingBars { get; init; } = 3;

    /// <summary>Gain over the entry price that falling velocity asks for; 0.003.</summary>
    public decimal MinimumGain { get; init; } = 0.003m;

    /// <summary>Venue time in the position before velocity below zero ends a trade; 5 minutes.</summary>
    public TimeSpan MinimumHold { get; init; } = TimeSpan.FromMinutes(5);
}
