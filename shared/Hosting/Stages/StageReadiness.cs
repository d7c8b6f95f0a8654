using Pipeline.Contracts.Control;

namespace Pipeline.Hosting.Stages;

/// <summary>A stage's own word about itself; each heartbeat carries it.</summary>
public sealed class StageReadiness
{
    private readonly Lock _gate = new();
    private ProcessHealth _health = ProcessHealth.Starting;
    private string? _detail;
    private long? _lag;

    /// <summary>Raised after the word has changed, so that the next heartbeat need not be waited for.</summary>
    public event Action? Changed;

    public (ProcessHealth Health, string? Detail, long? Lag) Now
    {
        get
        {
            lock (_gate)
                return (_health, _detail, _lag);
        }
    }

    /// <summary>Consumers are bound and the book is recovered.</summary>
    /// <param name="detail">What is not as usual, though the work is done: <c>polling</c> while a stream is away, for instance; null when all is.</param>
    public void Ready(string? detail = null) => Set(ProcessHealth.Ready, detail);

    /// <summary>Alive but not doing its work.</summary>
    public void Unhealthy(string why) => Set(ProcessHealth.Unhealthy, why);

    public void Stopping() => Set(ProcessHealth.Stopping, null);

    /// <param name="waiting">Messages waiting for this process.</param>
    public void ReportLag(long waiting)
    {
        lock (_gate)
            _lag = waiting;
    }

    private void Set(ProcessHealth health, string? detail)
    {
        lock (_gate)
        {
            if (_health == health && _detail == detail)
                return;
            _health = health;
            _detail = detail;
        }

        Changed?.Invoke();
    }
}
