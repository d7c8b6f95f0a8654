using Pipeline.Contracts.Control;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>What can be seen of a process at one moment.</summary>
/// <param name="Alive">The very process we mean is in the process table.</param>
/// <param name="Health">Its own newest word since it was started; null when it has said nothing yet.</param>
/// <param name="Silence">Machine time since that word; null when it has said nothing yet.</param>
/// <param name="CanBeHeard">False while the way its word takes (NATS) is itself down: silence then proves nothing.</param>
/// <param name="MayStart">What it depends on is ready.</param>
/// <param name="Detail">Its own explanation.</param>
/// <param name="Stopped">It lives, but a signal has stopped it: it does nothing.</param>
/// <param name="Ending">How it ended, as far as that is known; nothing while it lives.</param>
/// <param name="LastWords">The last line of its output, where it ended with a code.</param>
/// <param name="AwakeFor">Machine time since the supervisor itself was frozen or began; null: long.</param>
/// <param name="HearableFor">Machine time since the supervisor could hear it: awake, and the way its word takes ready; null: long.</param>
public sealed record Observation(
    bool Alive, ProcessHealth? Health, TimeSpan? Silence, bool CanBeHeard, bool MayStart, string? Detail, bool Stopped = false, ProcessEnding Ending = default, string? LastWords = null,
    TimeSpan? AwakeFor = null, TimeSpan? HearableFor = null);
