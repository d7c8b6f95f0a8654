namespace Pipeline.Simulator.Faults.Input;

/// <summary>A market and what goes wrong in it, to be played again and again.</summary>
public sealed record Scenario
{
    public string Name { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>Seeds the market, chance and the faults; null for what the command line says.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Venue time a new account starts at.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Venue seconds a machine second.</summary>
    public double? Speed { get; init; }

    /// <summary>Number of synthetic stocks.</summary>
    public int? Symbols { get; init; }

    /// <summary>Dollars a new account starts with.</summary>
    public decimal? Cash { get; init; }

    /// <summary>Chance that an order fills in parts.</summary>
    public double? PartialFills { get; init; }

    public IReadOnlyList<FaultOrder> Faults { get; init; } = [];

    /// <summary>True when it says something that only the start of a simulator can honour.</summary>
    public bool SaysHowToStart => StartAt is not null || Speed is not null || Symbols is not null || Cash is not null || PartialFills is not null;
}
