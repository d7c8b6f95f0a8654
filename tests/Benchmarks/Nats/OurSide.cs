namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>What our sides have in common: nothing to prepare and nothing to leave, unless they say so.</summary>
internal abstract class OurSide : ISide
{
    public virtual Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public abstract Task<long> ExchangeAsync(long[] taken, CancellationToken cancellationToken);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
