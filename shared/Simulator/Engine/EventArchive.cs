using Pipeline.Exchange;

namespace Pipeline.Simulator.Engine;

/// <summary>Every event since the account was opened, for readers on any thread.</summary>
public sealed class EventArchive(IEnumerable<ExchangeEvent> known) : IStepListener
{
    private readonly Lock _gate = new();
    private readonly List<ExchangeEvent> _events = [.. known];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Sequence of the newest event.</summary>
    public long Last
    {
        get
        {
            lock (_gate) return _events.Count;
        }
    }

    public void Occurred(IReadOnlyList<ExchangeEvent> events)
    {
        TaskCompletionSource waiting;
        lock (_gate)
        {
            _events.AddRange(events);
            (waiting, _more) = (_more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        waiting.TrySetResult();
    }

    public void Reached(DateTimeOffset second)
    {
    }

    /// <summary>The events after a sequence.</summary>
    public IReadOnlyList<ExchangeEvent> Read(long after)
    {
        lock (_gate) return after >= _events.Count ? [] : _events.GetRange((int)after, _events.Count - (int)after);
    }

    /// <summary>Completes once there are events after a sequence.</summary>
    public Task WaitAsync(long after)
    {
        lock (_gate) return _events.Count > after ? Task.CompletedTask : _more.Task;
    }
}
