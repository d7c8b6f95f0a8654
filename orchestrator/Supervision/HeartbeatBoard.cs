using System.Collections.Concurrent;
using Pipeline.Contracts.Control;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>The newest word of each process, and when it was heard.</summary>
public sealed class HeartbeatBoard(TimeProvider machine)
{
    private readonly ConcurrentDictionary<string, Heard> _newest = new(StringComparer.Ordinal);

    public void Hear(Heartbeat heartbeat)
    {
        ArgumentNullException.ThrowIfNull(heartbeat);
        _newest[heartbeat.Process] = new Heard(heartbeat, machine.GetTimestamp());
    }

    /// <summary>Null when nothing was heard of it yet.</summary>
    public (Heartbeat Word, TimeSpan Age)? Newest(string process) =>
        _newest.TryGetValue(process, out var heard) ? (heard.Word, machine.GetElapsedTime(heard.At)) : null;

    private sealed record Heard(Heartbeat Word, long At);
}
