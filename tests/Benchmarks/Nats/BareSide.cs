using System.Diagnostics;
using System.Text;

namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>What the bare sides have in common: a thread of their own, and an inbox whose subjects are as long as our client's.</summary>
internal abstract class BareSide(Store store) : ISide
{
    protected const int Sid = 1;

    /// <summary>As long as the inboxes of our client.</summary>
    protected static readonly byte[] Inbox = Encoding.ASCII.GetBytes("_INBOX.0123456789abcdefghijkl");

    protected Wire Wire { get; } = store.OpenWire();

    protected Store Store { get; } = store;

    /// <summary>Bytes of a protocol line.</summary>
    protected static byte[] Bytes(string line) => Encoding.UTF8.GetBytes(line);

    public virtual Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<long> ExchangeAsync(long[] taken, CancellationToken cancellationToken) => Task.Factory.StartNew(
        () =>
        {
            var begun = Stopwatch.GetTimestamp();
            Exchange(taken);
            return Stopwatch.GetTimestamp() - begun;
        },
        cancellationToken,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    public virtual ValueTask DisposeAsync()
    {
        Wire.Dispose();
        return ValueTask.CompletedTask;
    }

    protected abstract void Exchange(long[] taken);
}
