using System.ComponentModel.DataAnnotations;
using Pipeline.Domain.Exits.Rules;

namespace Pipeline.Monitor;

/// <summary>Settings of the monitor: section <c>Monitor</c>.</summary>
public sealed class MonitorOptions
{
    /// <summary>When positions are left; for every strategy that has no section of its own.</summary>
    public ExitOptions Exits { get; set; } = new();

    /// <summary>Exit settings by strategy name; each replaces <see cref="Exits"/> as a whole.</summary>
    public Dictionary<string, ExitOptions> Strategies { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Venue seconds after which an exit goes at market; 1 to 3600; 30.</summary>
    [Range(1, 3600, ErrorMessage = "Expected 1 to 3600 seconds.")]
    public int ExitDeadlineSeconds { get; set; } = 30;

    /// <summary>Machine seconds between two reconciliations with the venue; 5 to 3600; 60.</summary>
    [Range(5, 3600, ErrorMessage = "Expected 5 to 3600 seconds.")]
    public int ReconcileSeconds { get; set; } = 60;

    /// <summary>Machine seconds from one reading to the next while the account stream is lost; 1 to 60; 2.</summary>
    /// <remarks>A reading is four requests or more; the monitor's share of 200 a minute refills those in about six seconds, once the first twelve are used up.</remarks>
    [Range(1, 60, ErrorMessage = "Expected 1 to 60 seconds.")]
    public int PollSeconds { get; set; } = 2;

    /// <summary>Machine seconds without the account stream before the monitor calls itself unhealthy; 1 to 300; 10.</summary>
    [Range(1, 300, ErrorMessage = "Expected 1 to 300 seconds.")]
    public int StreamPatienceSeconds { get; set; } = 10;

    /// <summary>Machine seconds between two equal readings, and without a word of the stream, before a difference is believed; 2 to 60; 2.</summary>
    [Range(2, 60, ErrorMessage = "Expected 2 to 60 seconds.")]
    public int QuietSeconds { get; set; } = 2;

    /// <summary>Machine seconds a position may stand uncovered before its protection is said again; 1 to 30; 2.</summary>
    [Range(1, 30, ErrorMessage = "Expected 1 to 30 seconds.")]
    public int GuardSeconds { get; set; } = 2;

    /// <summary>Machine seconds without a quote that may decide before it is told that a position's rules are blind; 5 to 600; 30.</summary>
    [Range(5, 600, ErrorMessage = "Expected 5 to 600 seconds.")]
    public int BlindSeconds { get; set; } = 30;

    /// <summary>Venue minutes by which each reading reaches back beyond what is folded; 1 to 1440; 60.</summary>
    [Range(1, 1440, ErrorMessage = "Expected 1 to 1440 minutes.")]
    public int OverlapMinutes { get; set; } = 60;

    /// <summary>How far below cost or market an adopted position's stop rests, as a fraction; 0.001 to 0.5; 0.02.</summary>
    [Range(0.001, 0.5, ErrorMessage = "Expected a fraction from 0.001 to 0.5.")]
    public decimal AdoptedStop { get; set; } = 0.02m;

    /// <summary>How far above cost or market an adopted position's take-profit rests, as a fraction; 0.001 to 5; 0.04.</summary>
    [Range(0.001, 5, ErrorMessage = "Expected a fraction from 0.001 to 5.")]
    public decimal AdoptedTakeProfit { get; set; } = 0.04m;

    public AdoptedProtection ToAdoptedProtection() => new(AdoptedStop, AdoptedTakeProfit);
}
