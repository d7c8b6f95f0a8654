using System.ComponentModel.DataAnnotations;

namespace Pipeline.Orchestrator;

/// <summary>Settings of section <c>Simulator</c>: how the demo's exchange is started.</summary>
public sealed class SimulatorOptions
{
    /// <summary>Venue seconds per second of the machine.</summary>
    [Range(0.1, 3600)]
    public double Speed { get; init; } = 60;

    /// <summary>Decides the synthetic market, and which orders fill in parts.</summary>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; } = 1;

    /// <summary>Folder of recorded minute bars (CSV); empty for the synthetic market.</summary>
    public string Bars { get; init; } = "";

    /// <summary>File that says what goes wrong at the exchange; empty for nothing. The settings here win over what it says of the start.</summary>
    public string Scenario { get; init; } = "";

    /// <summary>Number of synthetic symbols.</summary>
    [Range(1, 10_000)]
    public int Symbols { get; init; } = 360;

    /// <summary>Runs through nights and weekends, which are skipped otherwise; for pairs, which trade then too.</summary>
    public bool NoSkip { get; init; }

    /// <summary>Venue time at which a new account begins; unless set, the market's own first morning.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Dollars in a new account.</summary>
    [Range(1_000, 1_000_000_000)]
    public decimal Cash { get; init; } = 100_000;
}
