namespace Pipeline.Simulator.Faults;

/// <summary>When a fault happens, and how often.</summary>
public sealed record FaultTrigger
{
    /// <summary>Venue time from which it may happen; null for at once.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Venue seconds after it was armed from which it may happen; instead of <see cref="At"/>.</summary>
    public double? After { get; init; }

    /// <summary>Venue seconds it lasts; null for as long as it is armed.</summary>
    public double? For { get; init; }

    /// <summary>Machine seconds it lasts, for what clients wait for by their own clocks.</summary>
    public double? ForMachine { get; init; }

    /// <summary>Venue seconds between two times it happens by itself; null for once.</summary>
    public double? Every { get; init; }

    /// <summary>How often it happens at most; null for no limit.</summary>
    public int? Count { get; init; }

    /// <summary>How many occasions it lets pass first.</summary>
    public int Skip { get; init; }

    /// <summary>Chance, above 0 to 1, that it happens on an occasion.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Seeds that chance; null for the board's seed.</summary>
    public ulong? Seed { get; init; }
}
