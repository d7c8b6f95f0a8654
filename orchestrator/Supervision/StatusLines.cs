using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>Lines of the status as the supervisor knows them.</summary>
public static class StatusLines
{
    public static StatusProcess Of(SupervisedProcess process, HeartbeatBoard board)
    {
        ArgumentNullException.ThrowIfNull(process);
        ArgumentNullException.ThrowIfNull(board);
        var word = process.Identity is null ? null : board.Newest(process.Name);
        return new StatusProcess
        {
            Name = process.Name,
            State = process.State,
            Pid = process.Identity?.Pid,
            StartedAt = process.Identity is null ? null : process.StartedAt,
            StartedBy = process.Identity is null ? null : process.StartedBy,
            Restarts = process.Restarts,
            HeartbeatAgeMs = word is { } heard ? (long)heard.Age.TotalMilliseconds : null,
            Lag = word?.Word.Lag,
            Configuration = word?.Word.Configuration,
            Detail = process.Detail,
        };
    }

    /// <summary>A stage that was left to a person: running if a person has started it.</summary>
    public static StatusProcess LeftOut(string stage, PipelineHome home, HeartbeatBoard board)
    {
        ArgumentNullException.ThrowIfNull(board);
        if (ProcessRecord.ReadLiving(home, stage) is not { } record)
            return new StatusProcess { Name = stage, State = ProcessState.Stopped, Detail = StatusProcess.LeftOut };
        var word = board.Newest(stage) is { } heard && heard.Word.Pid == record.Identity.Pid ? heard : ((Heartbeat Word, TimeSpan Age)?)null;
        return new StatusProcess
        {
            Name = stage,
            State = word?.Word.State switch
            {
                ProcessHealth.Ready => ProcessState.Ready,
                null or ProcessHealth.Starting => ProcessState.Starting,
                _ => ProcessState.Unhealthy,
            },
            Pid = record.Identity.Pid,
            StartedAt = record.StartedAt,
            StartedBy = record.StartedBy,
            HeartbeatAgeMs = (long?)word?.Age.TotalMilliseconds,
            Lag = word?.Word.Lag,
            Configuration = word?.Word.Configuration,
            Detail = word?.Word.Detail,
        };
    }
}
