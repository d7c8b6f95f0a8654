using System.Diagnostics;
using NATS.Client.Core.Internal;

namespace NATS.Client.Core;

public partial class NatsConnection
{
    private readonly Lock gate = new();
    private TaskCompletionSource opened = NewSignal();
    private Task running = Task.CompletedTask;
    private Transport? transport;
    private NatsServerInfo? serverInfo;
    private Exception? failure;
    private bool disposed;
    private bool disposalBegun;
    private int state = (int)NatsConnectionState.Closed;

    /// <inheritdoc />
    public async ValueTask ConnectAsync()
    {
        Task opening;
        lock (gate)
        {
            ThrowUnlessUsable();
            if (ConnectionState == NatsConnectionState.Open)
            {
                return;
            }

            if (ConnectionState == NatsConnectionState.Closed)
            {
                SetState(NatsConnectionState.Connecting);
                running = Task.Run(RunAsync);
            }

            opening = opened.Task;
        }

        await opening.ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask ReconnectAsync()
    {
        lock (gate)
        {
            ThrowUnlessUsable();
            if (ConnectionState == NatsConnectionState.Open)
            {
                BecomeClosed();
                transport?.Dispose();
            }
        }

        await ConnectAsync().ConfigureAwait(false);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ValueTask WaitForOpenAsync(CancellationToken cancellationToken)
    {
        var connecting = ConnectAsync();
        return connecting.IsCompletedSuccessfully ? connecting : new ValueTask(connecting.AsTask().WaitAsync(cancellationToken));
    }

    private void ThrowUnlessUsable()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (ConnectionState == NatsConnectionState.Failed)
        {
            throw new NatsConnectionFailedException($"The connection was given up: {failure!.Message}", failure);
        }
    }

    private void SetState(NatsConnectionState value) => Volatile.Write(ref state, (int)value);

    // The connection's whole life: one first connect, then read until the end and connect again, for ever.
    private async Task RunAsync()
    {
        try
        {
            var next = await FirstAsync().ConfigureAwait(false);
            while (next is not null && BecomeOpen(next))
            {
                var begun = Stopwatch.GetTimestamp();
                var end = await ReadUntilEndAsync(next).ConfigureAwait(false);
                Leave(next, end);
                var lived = Stopwatch.GetElapsedTime(begun);
                next = disposal.IsCancellationRequested ? null : await AgainAsync(next.Address, lived).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            // A bug, but one that everybody who waits for this connection must hear of.
            GiveUp(exception);
        }
    }

    private void Leave(Transport left, Exception end)
    {
        left.Dispose();
        lock (gate)
        {
            BecomeClosed();
        }

        if (!disposal.IsCancellationRequested)
        {
            log.Lost(Opts.Name, left.Address.ToString(), end.Message);
            Raise(ConnectionDisconnected, new NatsEventArgs(end.Message), nameof(ConnectionDisconnected));
            NoteAuthError(end);
        }
    }

    private bool BecomeOpen(Transport fresh)
    {
        lock (gate)
        {
            if (disposed)
            {
                fresh.Dispose();
                return false;
            }

            transport = fresh;
            inboxRefusal = null;
            serverInfo = fresh.Info;
            lastAuthError = null;
            lock (outbox.Gate)
            {
                outbox.Open(fresh.Stream);
                subscriptions.TellAll();
            }

            SetState(NatsConnectionState.Open);
            opened.TrySetResult();
        }

        log.Connected(Opts.Name, fresh.Address.ToString(), fresh.Info.Version);
        Raise(ConnectionOpened, new NatsEventArgs(fresh.Address.ToString()), nameof(ConnectionOpened));
        foreach (var sub in subscriptions.All)
        {
            sub.Connected();
        }

        return true;
    }

    // Under the gate. Comes again, harmlessly, when both the breaker and the reader of a transport notice its end.
    private void BecomeClosed()
    {
        outbox.Close();
        if (ConnectionState == NatsConnectionState.Open)
        {
            SetState(disposed ? NatsConnectionState.Closed : NatsConnectionState.Reconnecting);
            opened = NewSignal();
        }

        ForgetPings();
        requests.FailAll(request => new NatsNoReplyException($"No reply received from {request.Subject}: the connection was lost"));
    }

    private bool BeginDisposal()
    {
        lock (gate)
        {
            if (disposed)
            {
                return false;
            }

            // While open it stays usable until it is drained.
            disposed = ConnectionState != NatsConnectionState.Open;
            return !Interlocked.Exchange(ref disposalBegun, true);
        }
    }

    private async Task CloseForGoodAsync()
    {
        await disposal.CancelAsync().ConfigureAwait(false);
        Task ending;
        lock (gate)
        {
            disposed = true;
            transport?.Dispose();
            BecomeClosed();
            SetState(NatsConnectionState.Closed);
            opened.TrySetException(new ObjectDisposedException(nameof(NatsConnection)));
            _ = opened.Task.Exception;
            ending = running;
        }

        await ending.ConfigureAwait(false);
    }
}
