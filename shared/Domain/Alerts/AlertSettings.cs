namespace Pipeline.Domain.Alerts;

/// <summary>When a person is called, and how often at most.</summary>
public sealed record AlertSettings
{
    /// <summary>Fraction of the arrival price beyond which an execution is told of. Default 0.01.</summary>
    public decimal Slippage { get; init; } = 0.01m;

    /// <summary>Trades that lose money in a row. Default 3.</summary>
    public int LossesInARow { get; init; } = 3;

    /// <summary>Orders that belong to nothing held, within an hour. Default 3.</summary>
    public int OrphansAnHour { get; init; } = 3;

    /// <summary>Machine time for which the same trouble is not told again. Default 15 minutes.</summary>
    public TimeSpan Repeat { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The same for a trouble that was over in between: what comes and goes must not ring each second. Default 1 minute.</summary>
    public TimeSpan RepeatAfterEnd { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Machine time for which a trouble that a person has acknowledged is not told again. Default 4 hours.</summary>
    public TimeSpan Acknowledged { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Machine time after which what is critical, still stands and is not acknowledged is told again. Default 1 hour.</summary>
    public TimeSpan Remind { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Alerts an hour to one route; of the gravest severity three times as many. Default 20.</summary>
    public int MostAnHour { get; init; } = 20;
}
