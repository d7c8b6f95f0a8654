using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Stages;

namespace Pipeline.Tests.Unit.Hosting;

/// <summary>A stage of the demo that nobody has started.</summary>
internal static class Unstarted
{
    public static StageRun Run(string process) => new()
    {
        Process = process,
        Profile = "demo",
        Account = "demo",
        Once = false,
        DryRun = false,
        ReadsInput = false,
        StartedBy = "hand",
        ConfigurationRevision = "1",
    };

    /// <summary>Publishes nothing: what is told waits in it, and lies in the spool where there is one.</summary>
    public static EventTeller Teller(StageRun run, TimeProvider machine, EventSpool? spool = null) =>
        new(run, null!, new SystemVenueClock(machine), machine, NullLogger<EventTeller>.Instance, spool);
}
