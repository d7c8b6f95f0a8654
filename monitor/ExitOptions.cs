using System.ComponentModel.DataAnnotations;
using Pipeline.Domain.Exits.Rules;

namespace Pipeline.Monitor;

/// <summary>When positions are left. A limit of 0 switches its rule off.</summary>
public sealed class ExitOptions
{
    /// <summary>Venue seconds a quote may be old; 1 to 600; 10.</summary>
    [Range(1, 600, ErrorMessage = "Expected 1 to 600 seconds.")]
    public int QuoteMaxAgeSeconds { get; set; } = 10;

    /// <summary>Ask minus bid as a fraction of the mid; 0.0001 to 0.2; 0.01.</summary>
    [Range(0.0001, 0.2, ErrorMessage = "Expected a fraction from 0.0001 to 0.2.")]
    public decimal MaximumSpread { get; set; } = 0.01m;

    /// <summary>Machine seconds the venue's own stop or take-profit gets to act; 1 to 60; 3.</summary>
    [Range(1, 60, ErrorMessage = "Expected 1 to 60 seconds.")]
    public int VenueGraceSeconds { get; set; } = 3;

    /// <summary>Gain at the peak from which on the stop trails, as a fraction; 0 for never; 0.008.</summary>
    [Range(0, 1, ErrorMessage = "Expected a fraction from 0 to 1.")]
    public decimal TrailingActivation { get; set; } = 0.008m;

    /// <summary>How far below the peak the stop trails, as a fraction; 0.0005 to 0.5; 0.006.</summary>
    [Range(0.0005, 0.5, ErrorMessage = "Expected a fraction from 0.0005 to 0.5.")]
    public decimal TrailingDistance { get; set; } = 0.006m;

    /// <summary>Smallest move of the stop, as a fraction; 0.0001 to 0.1; 0.001.</summary>
    [Range(0.0001, 0.1, ErrorMessage = "Expected a fraction from 0.0001 to 0.1.")]
    public decimal TrailingStep { get; set; } = 0.001m;

    /// <summary>Machine seconds between two moves of the stop; 15 to 600; 15.</summary>
    [Range(15, 600, ErrorMessage = "Expected 15 to 600 seconds.")]
    public int TrailingThrottleSeconds { get; set; } = 15;

    /// <summary>Venue minutes in the position after which the stop trails whatever the gain; 0 for never; 0.</summary>
    [Range(0, 100_000, ErrorMessage = "Expected 0 to 100000 minutes.")]
    public int TrailingAfterMinutes { get; set; }

    /// <summary>Gain at the peak from which on the stop rests above the entry price, as a fraction; 0 for never; 0.005.</summary>
    [Range(0, 1, ErrorMessage = "Expected a fraction from 0 to 1.")]
    public decimal Breakeven { get; set; } = 0.005m;

    /// <summary>Bars of the exit's velocity; 2 to 30, 0 switches deceleration off; 5.</summary>
    [Range(0, 30, ErrorMessage = "Expected 0 to 30 bars."), DeniedValues(1, ErrorMessage = "Expected 2 to 30 bars, or 0 for never: a mean over one bar is no velocity.")]
    public int VelocityBars { get; set; } = 5;

    /// <summary>Bars in a row with falling velocity that end a trade in profit; 1 to 10; 3.</summary>
    [Range(1, 10, ErrorMessage = "Expected 1 to 10 bars.")]
    public int FallingBars { get; set; } = 3;

    /// <summary>Gain that falling velocity asks for, as a fraction; 0 to 1; 0.003.</summary>
    [Range(0, 1, ErrorMessage = "Expected a fraction from 0 to 1.")]
    public decimal MinimumGain { get; set; } = 0.003m;

    /// <summary>Venue minutes before velocity below zero ends a trade; 0 to 1440; 5.</summary>
    [Range(0, 1440, ErrorMessage = "Expected 0 to 1440 minutes.")]
    public int MinimumHoldMinutes { get; set; } = 5;

    /// <summary>Venue minutes a position is held at most; 0 for ever; 120.</summary>
    [Range(0, 100_000, ErrorMessage = "Expected 0 to 100000 minutes.")]
    public int TimeLimitMinutes { get; set; } = 120;

    /// <summary>Venue minutes before the session's close at which equities are left; 0 for never; 10.</summary>
    [Range(0, 390, ErrorMessage = "Expected 0 to 390 minutes.")]
    public int BeforeCloseMinutes { get; set; } = 10;

    public ExitSettings ToSettings() => new()
    {
        Quotes = new QuoteLimits { MaximumAge = TimeSpan.FromSeconds(QuoteMaxAgeSeconds), MaximumSpread = MaximumSpread },
        VenueGrace = TimeSpan.FromSeconds(VenueGraceSeconds),
        Trailing = TrailingActivation == 0 ? null : new TrailingSettings
        {
            Activation = TrailingActivation,
            Distance = TrailingDistance,
            Step = TrailingStep,
            Breakeven = Breakeven == 0 ? null : Breakeven,
            ActivationAfter = TrailingAfterMinutes == 0 ? null : TimeSpan.FromMinutes(TrailingAfterMinutes),
            Throttle = TimeSpan.FromSeconds(TrailingThrottleSeconds),
        },
        Deceleration = VelocityBars == 0 ? null : new DecelerationSettings
        {
            VelocityBars = VelocityBars,
            FallingBars = FallingBars,
            MinimumGain = MinimumGain,
            MinimumHold = TimeSpan.FromMinutes(MinimumHoldMinutes),
        },
        TimeLimit = TimeLimitMinutes == 0 ? null : TimeSpan.FromMinutes(TimeLimitMinutes),
        BeforeClose = BeforeCloseMinutes == 0 ? null : TimeSpan.FromMinutes(BeforeCloseMinutes),
    };
}
