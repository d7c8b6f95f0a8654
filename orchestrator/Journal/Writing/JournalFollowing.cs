using System.Threading.Channels;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>Takes in what the streams store, in batches, until something ends it.</summary>
public sealed class JournalFollowing(JournalWriter writer, ProjectedSource streams, Action<long> report, TimeProvider machine)
{
    /// <summary>Messages behind up to which the journal counts as current: what came this moment.</summary>
    public const long CurrentLag = 100;

    private const int Waiting = 2_000;
    private const int LargestBatch = 500;
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ForgetInterval = TimeSpan.FromHours(1);

    /// <summary>Behind and without a message for so long: the readers are begun anew.</summary>
    private static readonly TimeSpan StuckAfter = TimeSpan.FromSeconds(30);

    // Bounded: what nobody has written yet waits on the streams, not in memory.
    private readonly Channel<RawMessage> _came = Channel.CreateBounded<RawMessage>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private long _written;

    /// <exception cref="StreamsChangedException">The streams are not the ones that were projected.</exception>
    /// <exception cref="NATS.Client.Core.NatsException">The server went away.</exception>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The journal cannot be written.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        List<Task> tasks = [WriteAsync(ending.Token), LookAsync(ending.Token), .. ProjectedStreams.All.Select(stream => ReadAsync(stream, ending.Token))];
        try
        {
            await await Task.WhenAny(tasks);
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(string stream, CancellationToken cancellationToken)
    {
        var from = writer.Places[stream].Sequence + 1;
        await foreach (var message in streams.FollowAsync(stream, from, cancellationToken))
            await _came.Writer.WriteAsync(message, cancellationToken);
        throw new NATS.Client.Core.NatsException($"Reading {stream} has ended.");
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var forgot = machine.GetTimestamp();
        writer.Forget(machine.GetUtcNow());
        var batch = new List<RawMessage>(LargestBatch);
        while (await _came.Reader.WaitToReadAsync(cancellationToken))
        {
            while (batch.Count < LargestBatch && _came.Reader.TryRead(out var message))
                batch.Add(message);
            var began = machine.GetTimestamp();
            writer.Apply(batch);
            Interlocked.Increment(ref _written);
            // Catching up takes half a core at most: who trades comes first.
            if (batch.Count == LargestBatch)
                await Task.Delay(machine.GetElapsedTime(began), machine, cancellationToken);
            batch.Clear();
            if (machine.GetElapsedTime(forgot) < ForgetInterval)
                continue;
            writer.Forget(machine.GetUtcNow());
            forgot = machine.GetTimestamp();
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var (written, movedAt) = (0L, machine.GetTimestamp());
        using var timer = new PeriodicTimer(LookInterval, machine);
        do
        {
            var projected = writer.Places;
            var lag = (await streams.LookAsync(cancellationToken)).LagBehind(writer.StoreId, projected);
            if (lag == 0 || written != Interlocked.Read(ref _written))
                (written, movedAt) = (Interlocked.Read(ref _written), machine.GetTimestamp());
            else if (machine.GetElapsedTime(movedAt) > StuckAfter)
                throw new TimeoutException($"{lag} messages wait, and none came for {StuckAfter.TotalSeconds:0} s.");
            report(lag);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}
