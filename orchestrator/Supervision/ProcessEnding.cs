using System.Globalization;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>How a process ended, as far as its starter can know; the system tells it to nobody else.</summary>
/// <param name="Code">What it ended with itself.</param>
/// <param name="Signal">The signal that ended it.</param>
public readonly record struct ProcessEnding(int? Code, int? Signal)
{
    /// <summary>In words, for a person.</summary>
    public override string ToString() => (Code, Signal) switch
    {
        ({ } code, _) => string.Create(CultureInfo.InvariantCulture, $"ended with exit code {code}"),
        (_, { } signal) => string.Create(CultureInfo.InvariantCulture, $"ended by signal {signal}"),
        _ => "ended; how is not known, because another had started it",
    };
}
