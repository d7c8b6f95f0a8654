using System.Globalization;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Journal;
using Pipeline.Orchestrator.Journal.Writing;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Doctor;

/// <summary>Whether the journal can be written, and how far it is behind the streams.</summary>
public static class JournalChecks
{
    private const long FarBehind = 1000;

    public static IReadOnlyList<DoctorLine> Look(PipelineHome home, TimeProvider machine)
    {
        ArgumentNullException.ThrowIfNull(home);
        var journal = new JournalFile(home);
        return new StatusReader(home, machine).Read().Journal is { } status
            ? [Of(status)]
            : [DoctorLine.Ok("journal", journal.Exists ? $"nobody writes it now; {Megabytes(journal.Size)}" : "is written while the pipeline runs")];
    }

    private static DoctorLine Of(JournalStatus status) => status switch
    {
        { State: JournalState.Failing } => DoctorLine.Problem("journal", $"cannot be written: {status.Detail}", "Look at the disk; trading goes on without it. If it does not mend itself: ./pipeline journal rebuild"),
        { Lag: null } => DoctorLine.Warning("journal", "waits for nats-server; how far it is behind is not known", "Look at nats-server: ./pipeline status"),
        { Lag: > FarBehind } => DoctorLine.Warning("journal", Lag(status), "Lists and the dashboard miss what came last until it has caught up; look again in a minute."),
        _ => DoctorLine.Ok("journal", Lag(status)),
    };

    private static string Lag(JournalStatus status) => string.Create(CultureInfo.InvariantCulture, $"is {status.Lag} messages behind the streams; {Megabytes(status.SizeBytes)}");

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024:0.0} MB");
}
