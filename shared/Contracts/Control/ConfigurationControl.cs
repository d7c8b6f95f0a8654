namespace Pipeline.Contracts.Control;

/// <summary>Settings set while running: <c>control.configuration</c>, written by the orchestrator. Each message names all that is set, not only what is new, so that the last one is enough.</summary>
public sealed record ConfigurationControl : Message
{
    /// <summary>Path to value, such as Buyer:MaxPositions to 3; these stand above profile, file and environment.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>What this message changes.</summary>
    public required IReadOnlyList<SettingChange> Changes { get; init; }

    /// <summary>Revision of the effective settings with it, as the writer reckoned it; each process tells its own.</summary>
    public required string Revision { get; init; }

    /// <summary>Who asked: operator.</summary>
    public required string By { get; init; }
}
