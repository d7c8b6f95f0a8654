namespace Pipeline.Orchestrator.Output;

/// <summary>How a list is shown.</summary>
public enum ListForm
{
    /// <summary>For a person: rounded, New York time, colours.</summary>
    Table,

    /// <summary>A JSON object a line; money and quantities are strings, times ISO 8601 in UTC.</summary>
    Json,

    /// <summary>Comma-separated values, exact, with a line of names.</summary>
    Csv,
}
