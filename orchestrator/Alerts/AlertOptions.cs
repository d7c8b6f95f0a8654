using System.ComponentModel.DataAnnotations;
using Pipeline.Domain.Alerts;

namespace Pipeline.Orchestrator.Alerts;

/// <summary>Settings of section <c>Alerts</c>: when a person is called. Where to stands in a file of its own, because addresses of webhooks are secrets.</summary>
public sealed class AlertOptions
{
    public const string Section = "Alerts";

    /// <summary>Percent of the arrival price beyond which an execution is told of.</summary>
    [Range(0.01, 100)]
    public decimal SlippagePercent { get; init; } = 1;

    /// <summary>Trades that lose money in a row.</summary>
    [Range(1, 1000)]
    public int LossesInARow { get; init; } = 3;

    /// <summary>Orders that belong to nothing held, within an hour.</summary>
    [Range(1, 1000)]
    public int OrphansAnHour { get; init; } = 3;

    /// <summary>Minutes of the machine for which the same trouble is not told again.</summary>
    [Range(1, 1440)]
    public int RepeatMinutes { get; init; } = 15;

    /// <summary>Minutes of the machine after which what is critical, still stands and is not acknowledged is told again.</summary>
    [Range(1, 10_080)]
    public int RemindMinutes { get; init; } = 60;

    /// <summary>Minutes of the machine for which an acknowledged trouble is not told again.</summary>
    [Range(1, 10_080)]
    public int AcknowledgedMinutes { get; init; } = 240;

    /// <summary>Alerts an hour to one route; of critical ones three times as many.</summary>
    [Range(1, 1000)]
    public int MostAnHour { get; init; } = 20;

    public AlertSettings ToSettings() => new()
    {
        Slippage = SlippagePercent / 100,
        LossesInARow = LossesInARow,
        OrphansAnHour = OrphansAnHour,
        Repeat = TimeSpan.FromMinutes(RepeatMinutes),
        Remind = TimeSpan.FromMinutes(RemindMinutes),
        Acknowledged = TimeSpan.FromMinutes(AcknowledgedMinutes),
        MostAnHour = MostAnHour,
    };
}
