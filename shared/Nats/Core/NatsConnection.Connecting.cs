using System.Security.Cryptography;
using NATS.Client.Core.Internal;

namespace NATS.Client.Core;

/// <content>Finding a server that takes us.</content>
public partial class NatsConnection
{
    private readonly ServerAddress[] seeds;
    private string? lastAuthError;

    private async Task<Transport?> FirstAsync()
    {
        if (Opts.RetryOnInitialConnect)
        {
            return await AgainAsync(lost: null, lived: TimeSpan.MaxValue).ConfigureAwait(false);
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

    private async Task<Transport?> AgainAsync(ServerAddress? lost, TimeSpan lived)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                var wait = BackOff.WaitAfter(Opts, failures, lived, RandomNumberGenerator.GetInt32(1001) / 1000d);
                await Task.Delay(wait, TimeProvider.System, disposal.Token).ConfigureAwait(false);
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
            catch (Exception exception)
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
        ServerAddress[] known = [.. seeds, .. transport?.Address.Others(serverInfo?.ClientConnectUrls) ?? []];
        known = [.. known.DistinctBy(address => (address.Host, address.Port))];
        if (!Opts.NoRandomize)
        {
            RandomNumberGenerator.Shuffle(known.AsSpan());
        }

        return known.OrderBy(address => address.IsSamePlace(lost));
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
}
