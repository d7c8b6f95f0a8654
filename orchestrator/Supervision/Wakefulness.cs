namespace Pipeline.Orchestrator.Supervision;

/// <summary>Since when this process has been awake: who was frozen himself has heard nobody, and must not take that for their silence.</summary>
/// <remarks>It looks often while anything of this process runs at all, so that a step that takes long is no sleep.</remarks>
public sealed class Wakefulness(TimeProvider machine)
{
    /// <summary>More than this between two looks: it was frozen in between.</summary>
    private static readonly TimeSpan LongestBlink = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private long _wokeAt = machine.GetTimestamp();
    private long _lookedAt = machine.GetTimestamp();

    /// <summary>Looks, and tells the machine time since it woke, or began.</summary>
    public TimeSpan AwakeFor()
    {
        lock (_lock)
        {
            var now = machine.GetTimestamp();
            if (machine.GetElapsedTime(_lookedAt, now) > LongestBlink)
                _wokeAt = now;
            _lookedAt = now;
            return machine.GetElapsedTime(_wokeAt, now);
        }
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, machine);
        while (await timer.WaitForNextTickAsync(stopping))
            AwakeFor();
    }
}
