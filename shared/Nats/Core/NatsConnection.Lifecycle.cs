using System.Net.Sockets;
using System.Security.Cryptography;
using NATS.Client.Core.Internal;

namespace NATS.Client.Core;

public partial class NatsConnection
{
    private readonly Lock gate = new();
    private readonly ServerAddress[] seeds;
    private TaskCompletionSource opened = NewSignal();
    private Task running = Task.CompletedTask;
    private Transport? transport;
    private NatsServerInfo? serverInfo;
    private Exception? failure;
    private NatsServerException? lastComplaint;
    private string? lastAuthError;
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
        var next = await FirstAsync().ConfigureAwait(false);
        while (next is not null)
        {
            if (!BecomeOpen(next))
            {
                next.Dispose();
                return;
            }

            var end = await ReadUntilEndAsync(next).ConfigureAwait(false);
            next.Dispose();
            lock (gate)
            {
                BecomeClosed();
            }

            if (disposal.IsCancellationRequested)
            {
                return;
            }

            log.Lost(Opts.Name, next.Address.ToString(), end.Message);
            Raise(ConnectionDisconnected, new NatsEventArgs(end.Message), nameof(ConnectionDisconnected));
            NoteAuthError(end);
            next = await AgainAsync(next.Address).ConfigureAwait(false);
        }
    }

    private async Task<Transport?> FirstAsync()
    {
        if (Opts.RetryOnInitialConnect)
        {
            return await AgainAsync(lost: null).ConfigureAwait(false);
        }

        var (first, error) = await TryAllAsync(lost: null).ConfigureAwait(false);
        if (first is null)
        {
            lock (gate)
            {
                SetState(NatsConnectionState.Closed);
                FailOpening(new NatsException($"can not connect uris: {string.Join<ServerAddress>(",", seeds)}: {error?.Message}", error!));
            }
        }

        return first;
    }

    private async Task<Transport?> AgainAsync(ServerAddress? lost)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                await Task.Delay(WaitAfter(failures), TimeProvider.System, disposal.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return null;
            }

            var (found, error) = await TryAllAsync(lost).ConfigureAwait(false);
            if (found is not null || disposal.IsCancellationRequested)
            {
                return found;
            }

            Raise(ReconnectFailed, new NatsEventArgs(error!.Message), nameof(ReconnectFailed));
            if (MustGiveUp(error, failures + 1))
            {
                GiveUp(error);
                return null;
            }
        }
    }

    private async Task<(Transport? Found, Exception? Error)> TryAllAsync(ServerAddress? lost)
    {
        Exception? error = null;
        foreach (var address in Candidates(lost))
        {
            try
            {
                return (await Transport.OpenAsync(address, Opts, disposal.Token).ConfigureAwait(false), null);
            }
            catch (Exception exception) when (exception is NatsException or SocketException or OperationCanceledException)
            {
                error = exception;
                log.NotConnected(Opts.Name, address.ToString(), exception.Message);
            }
        }

        return (null, error);
    }

    // Where others are known, the one just lost comes last.
    private IEnumerable<ServerAddress> Candidates(ServerAddress? lost)
    {
        var known = serverInfo?.ClientConnectUrls is { Length: > 0 } told
            ? [.. seeds, .. ServerAddress.ParseList(string.Join(',', told))]
            : seeds.ToArray();
        if (!Opts.NoRandomize)
        {
            RandomNumberGenerator.Shuffle(known.AsSpan());
        }

        return known.Distinct().OrderBy(address => address == lost);
    }

    private TimeSpan WaitAfter(int failures)
    {
        var jitter = Opts.ReconnectJitter * (RandomNumberGenerator.GetInt32(1001) / 1000d);
        var wait = failures == 0 ? TimeSpan.Zero : Opts.ReconnectWaitMin * Math.Pow(2, Math.Min(failures - 1, 30));
        return (wait < Opts.ReconnectWaitMax ? wait : Opts.ReconnectWaitMax) + jitter;
    }

    private bool MustGiveUp(Exception error, int failures) =>
        NoteAuthError(error) || (Opts.MaxReconnectRetry >= 0 && failures >= Opts.MaxReconnectRetry);

    // The same refusal twice in a row will not change by asking a third time, unless told otherwise.
    private bool NoteAuthError(Exception error)
    {
        var auth = error is NatsServerException { IsAuthError: true } refused ? refused.Error : null;
        var again = auth is not null && auth == lastAuthError;
        lastAuthError = auth;
        return again && !Opts.IgnoreAuthErrorAbort;
    }

    private void GiveUp(Exception error)
    {
        log.GivenUp(Opts.Name, error.Message);
        lock (gate)
        {
            failure = error;
            SetState(NatsConnectionState.Failed);
            FailOpening(new NatsConnectionFailedException($"The connection was given up: {error.Message}", error));
        }

        foreach (var sub in subscriptions.All)
        {
            sub.End(NatsSubEndReason.Exception, new NatsConnectionFailedException($"The connection was given up: {error.Message}", error));
        }
    }

    private void FailOpening(Exception exception)
    {
        opened.TrySetException(exception);
        _ = opened.Task.Exception; // seen, even when nobody waits for it
        opened = NewSignal();
    }

    private bool BecomeOpen(Transport fresh)
    {
        lock (gate)
        {
            if (disposed)
            {
                return false;
            }

            transport = fresh;
            serverInfo = fresh.Info;
            lastAuthError = null;
            lock (outbox.Gate)
            {
                outbox.Open(fresh.Socket);
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
