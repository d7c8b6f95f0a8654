using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Pipeline.Broker.Streams;

/// <summary>Keeps one stream of the venue connected for ever, and hands its items on in order.</summary>
internal sealed class ReconnectingStream<TItem>(string name, Uri url, ApiKeys keys, VenueOptions options, TimeProvider time, ILogger logger)
{
    // A reader this far behind is stuck; waiting for it is what tells the venue to slow down.
    private const int ItemsAhead = 16_384;
    private readonly Lock _lock = new();
    private CancellationTokenSource? _live;
    private CancellationTokenSource? _waiting;
    private string? _givenUp;
    private int _readers;

    /// <param name="session">Signs in and passes items on until the connection is lost; ends only by an exception.</param>
    /// <param name="lost">Makes the item that tells of a loss; its reason may quote the venue, and holds no key; true: the connection stood and brought nothing.</param>
    public async IAsyncEnumerable<TItem> ReadAsync(
        Func<StreamSocket, ChannelWriter<TItem>, CancellationToken, Task> session,
        Func<string, bool, TItem> lost,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _readers) != 1)
        {
            Interlocked.Decrement(ref _readers);
            throw new InvalidOperationException($"The {name} stream has a reader already; the venue allows one connection.");
        }

        var items = Channel.CreateBounded<TItem>(new BoundedChannelOptions(ItemsAhead) { SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pump = PumpAsync(session, lost, items.Writer, stop.Token);
        try
        {
            await foreach (var item in items.Reader.ReadAllAsync(cancellationToken))
                yield return item;
        }
        finally
        {
            await stop.CancelAsync();
            await pump;
            Interlocked.Decrement(ref _readers);
        }
    }

    /// <summary>Ends the session under way; the next attempt follows by itself.</summary>
    public void Renew(string reason)
    {
        lock (_lock)
        {
            if (_live is null)
                return;
            _givenUp ??= reason;
            _live.Cancel();
        }
    }

    /// <summary>Ends the wait before the next attempt, unless the venue asked for it.</summary>
    public void Retry()
    {
        lock (_lock)
            _waiting?.Cancel();
    }

    private async Task PumpAsync(
        Func<StreamSocket, ChannelWriter<TItem>, CancellationToken, Task> session, Func<string, bool, TItem> lost, ChannelWriter<TItem> items, CancellationToken cancellationToken)
    {
        try
        {
            // Jitter must differ between processes; nothing is decided by it.
            var delays = new ReconnectDelay(options.StreamLimitPause, new Random());
            while (true)
            {
                var started = time.GetTimestamp();
                var loss = await LiveAsync(session, items, cancellationToken);
                var delay = delays.After(loss, time.GetElapsedTime(started));
                var reason = keys.Redact(loss.Message);
                Log.StreamLost(logger, name, reason, delay.TotalSeconds);
                await items.WriteAsync(lost(reason, loss.WentSilent), cancellationToken);
                await WaitAsync(delay, mayBeCutShort: !loss.ConnectionLimit, cancellationToken);
            }
        }
        catch (Exception ended)
        {
            // The reader gets it: a cancellation ends the reading quietly, anything else is a bug that must be seen.
            items.Complete(ended);
        }
    }

    private async Task WaitAsync(TimeSpan delay, bool mayBeCutShort, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (mayBeCutShort)
            SetWaiting(waiting);
        try
        {
            await Task.Delay(delay, time, waiting.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The reader knows that the venue answers again.
        }
        finally
        {
            SetWaiting(null);
        }
    }

    private async Task<StreamLostException> LiveAsync(
        Func<StreamSocket, ChannelWriter<TItem>, CancellationToken, Task> session, ChannelWriter<TItem> items, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = await StreamSocket.ConnectAsync(url, options, time, cancellationToken);
            using var live = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            SetLive(live);
            Func<double?> silence = () => socket.Silence.TotalSeconds;
            Measures.ConnectionOpened(name);
            Measures.Silence.Set(name, silence);
            try
            {
                await session(socket, items, live.Token);
                return new StreamLostException("The session ended.");
            }
            catch (OperationCanceledException) when (_givenUp is { } reason && !cancellationToken.IsCancellationRequested)
            {
                return new StreamLostException(reason);
            }
            finally
            {
                SetLive(null);
                Measures.Silence.Remove(name, silence);
                await socket.CloseAsync();
            }
        }
        catch (StreamLostException loss)
        {
            return loss;
        }
    }

    private void SetWaiting(CancellationTokenSource? waiting)
    {
        lock (_lock)
            _waiting = waiting;
    }

    private void SetLive(CancellationTokenSource? live)
    {
        lock (_lock)
            (_live, _givenUp) = (live, null);
    }
}
