using Pipeline.Contracts.Control;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>What can be seen of a process at one moment.</summary>
/// <param name="Alive">The very process we mean is in the process table.</param>
/// <param name="Health">Its own newest word since it was started; null when it has said nothing yet.</param>
/// <param name="Silence">Machine time since that word; null when it has said nothing yet.</param>
/// <param name="CanBeHeard">False while the way its word takes (NATS) is itself down: silence then proves nothing.</param>
/// <param name="MayStart">What it depends on is ready.</param>
/// <param name="Detail">Its own explanation.</param>
public sealed record Observation(bool Alive, ProcessHealth? Health, TimeSpan? Silence, bool CanBeHeard, bool MayStart, string? Detail);
