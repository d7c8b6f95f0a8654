using System.Threading.Channels;
using NATS.Client.Core.Internal;

namespace NATS.Client.Core;

public partial class NatsConnection
{
    // Handlers run away from the socket, one after the other: none can hold up the connection.
    private readonly Channel<Func<ValueTask>> events =
        Channel.CreateUnbounded<Func<ValueTask>>(new UnboundedChannelOptions { SingleReader = true });
    private int eventsRun;

    internal void OnMessageDropped<T>(NatsSubBase sub, int pending, in NatsMsg<T> msg)
    {
        if (!sub.IsDropping)
        {
            sub.IsDropping = true;
            log.Dropping(Opts.Name, sub.Subject);
        }

        Raise(
            MessageDropped,
            new NatsMessageDroppedEventArgs(sub, pending, msg.Subject, msg.ReplyTo, msg.Headers, msg.Data),
            nameof(MessageDropped));
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

    /// <summary>Runs something in the order of events, away from the socket.</summary>
    internal void Tell(Func<ValueTask> handle)
    {
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
