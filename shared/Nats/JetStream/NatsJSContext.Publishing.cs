using System.Runtime.CompilerServices;
using NATS.Client.Core;
using NATS.Client.Core.Internal;
using NATS.Client.JetStream.Internal;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

public partial class NatsJSContext
{
    /// <inheritdoc />
    public ValueTask<PubAckResponse> PublishAsync<T>(
        string subject,
        T? data,
        INatsSerialize<T>? serializer = default,
        NatsJSPubOpts? opts = default,
        NatsHeaders? headers = default,
        CancellationToken cancellationToken = default)
    {
        opts ??= NatsJSPubOpts.Default;
        try
        {
            return opts.RetryAttempts > 1
                ? PublishAgainAsync(subject, data, serializer, opts, headers, cancellationToken)
                : PublishOnceAsync(subject, data, serializer, opts, headers, cancellationToken);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<PubAckResponse>(exception);
        }
    }

    /// <inheritdoc />
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<NatsResult<PubAckResponse>> TryPublishAsync<T>(
        string subject,
        T? data,
        INatsSerialize<T>? serializer = default,
        NatsJSPubOpts? opts = default,
        NatsHeaders? headers = default,
        CancellationToken cancellationToken = default)
    {
        try
        {
            return await PublishAsync(subject, data, serializer, opts, headers, cancellationToken).ConfigureAwait(false);
        }
        catch (NatsException exception)
        {
            return exception;
        }
    }

    /// <inheritdoc />
    public ValueTask<NatsJSPublishConcurrentFuture> PublishConcurrentAsync<T>(
        string subject,
        T? data,
        INatsSerialize<T>? serializer = default,
        NatsJSPubOpts? opts = default,
        NatsHeaders? headers = default,
        CancellationToken cancellationToken = default)
    {
        // It has been written when the call returns its task, unless there is no connection to write to.
        var publishing = PublishAsync(subject, data, serializer, opts, headers, cancellationToken).AsTask();
        return ValueTask.FromResult(new NatsJSPublishConcurrentFuture(publishing));
    }

    private ValueTask<PubAckResponse> PublishOnceAsync<T>(
        string subject,
        T? data,
        INatsSerialize<T>? serializer,
        NatsJSPubOpts opts,
        NatsHeaders? headers,
        CancellationToken cancellationToken)
    {
        var message = PayloadWriter.Take();
        PublishHeaders.Write(opts, headers, message, Core.Opts.HeaderEncoding);
        message.EndHeaders();
        Core.WriteData(message, data!, serializer!);
        return Core.SendAsync(PendingPublish.New(), subject, message, Opts.RequestTimeout, cancellationToken);
    }

    private async ValueTask<PubAckResponse> PublishAgainAsync<T>(
        string subject,
        T? data,
        INatsSerialize<T>? serializer,
        NatsJSPubOpts opts,
        NatsHeaders? headers,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await PublishOnceAsync(subject, data, serializer, opts, headers, cancellationToken).ConfigureAwait(false);
            }
            catch (NatsJSPublishNoResponseException exception)
                when (exception.InnerException is NatsNoRespondersException && attempt < opts.RetryAttempts)
            {
                // Nobody has received it: the one case in which sending it again cannot store it twice.
            }

            await Task.Delay(opts.RetryWaitBetweenAttempts, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }
}
