using System.Threading.Channels;
using NATS.Client.Core.Internal;

namespace NATS.Client.Core;

public partial class NatsConnection
{
    // Handlers run away from the socket, one after the other: none can hold up the connection.
    private const int MostEvents = 4096;
    private const int MostDrops = 1024;

    private readonly Channel<Func<ValueTask>> events =
        Channel.CreateUnbounded<Func<ValueTask>>(new UnboundedChannelOptions { SingleReader = true });
    private int eventsRun;
    private int eventsWaiting;
    private int eventsUntold;

    internal void OnMessageDropped<T>(NatsSubBase sub, int pending, in NatsMsg<T> msg)
    {
        if (!sub.IsDropping)
        {
            sub.IsDropping = true;
            if (!Opts.SuppressSlowConsumerWarnings)
            {
                log.Dropping(Opts.Name, sub.Subject);
            }

            Raise(SlowConsumerDetected, new NatsSlowConsumerEventArgs(sub), nameof(SlowConsumerDetected));
        }

        if (MessageDropped is { } handlers)
        {
            var args = new NatsMessageDroppedEventArgs(sub, pending, msg.Subject, msg.ReplyTo, msg.Headers, msg.Data);
            Tell(() => InvokeAsync(handlers, args, nameof(MessageDropped)), MostDrops);
        }
    }

    private void Raise<TArgs>(AsyncEventHandler<TArgs>? handlers, TArgs args, string name)
        where TArgs : EventArgs
    {
        if (handlers is null)
        {
            return;
        }

        Tell(() => InvokeAsync(handlers, args, name));
    }

    /// <summary>
    /// Runs something in the order of events, away from the socket; unless too much waits for a handler already: then the log tells how
    /// many were left out, for a stuck handler must not fill the memory.
    /// </summary>
    internal void Tell(Func<ValueTask> handle, int most = MostEvents)
    {
        if (Volatile.Read(ref eventsWaiting) >= most)
        {
            Interlocked.Increment(ref eventsUntold);
            return;
        }

        Interlocked.Increment(ref eventsWaiting);
        events.Writer.TryWrite(handle);
        if (Interlocked.Exchange(ref eventsRun, 1) == 0)
        {
            _ = Task.Run(RunEventsAsync);
        }
    }

    private async Task RunEventsAsync()
    {
        await foreach (var handle in events.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            Interlocked.Decrement(ref eventsWaiting);
            if (Interlocked.Exchange(ref eventsUntold, 0) is > 0 and var untold)
            {
                log.EventsLeftOut(Opts.Name, untold);
            }

            await handle().ConfigureAwait(false);
        }
    }

    private async ValueTask InvokeAsync<TArgs>(AsyncEventHandler<TArgs> handlers, TArgs args, string name)
        where TArgs : EventArgs
    {
        foreach (var handler in Delegate.EnumerateInvocationList(handlers))
        {
            try
            {
                await handler(this, args).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                log.HandlerFailed(exception, Opts.Name, name);
            }
        }
    }
}
