using System.Globalization;
using System.Runtime.CompilerServices;
using NATS.Client.Core;
using NATS.Client.JetStream.Internal;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

public partial class NatsJSContext
{
    /// <inheritdoc />
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<PubAckResponse> PublishAsync<T>(
        string subject,
        T? data,
        INatsSerialize<T>? serializer = default,
        NatsJSPubOpts? opts = default,
        NatsHeaders? headers = default,
        CancellationToken cancellationToken = default)
    {
        opts ??= NatsJSPubOpts.Default;
        headers = WithExpectations(opts, headers);
        for (var attempt = 1; ; attempt++)
        {
            var reply = await SendAsync(subject, data, serializer, headers, cancellationToken).ConfigureAwait(false);
            if (!reply.HasNoResponders)
            {
                reply.EnsureSuccess();
                return reply.Data ?? throw new NatsJSException($"The acknowledgement for {subject} is empty.");
            }

            // Nobody has received it: the one case in which sending it again cannot store it twice.
            if (attempt >= opts.RetryAttempts)
            {
                throw new NatsJSPublishNoResponseException(subject, new NatsNoRespondersException(subject));
            }

            await Task.Delay(opts.RetryWaitBetweenAttempts, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
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

    private async ValueTask<NatsMsg<PubAckResponse>> SendAsync<T>(
        string subject,
        T? data,
        INatsSerialize<T>? serializer,
        NatsHeaders? headers,
        CancellationToken cancellationToken)
    {
        try
        {
            var deserializer = PubAckDeserializer.Default;
            return await Core.RequestReplyAsync(subject, data, headers, serializer, deserializer, Opts.RequestTimeout, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (NatsNoReplyException exception)
        {
            throw new NatsJSPublishNoResponseException(subject, exception);
        }
    }

    // A copy: the caller's headers may be used for the next message.
    private static NatsHeaders? WithExpectations(NatsJSPubOpts opts, NatsHeaders? given)
    {
        var headers = given;
        Set("Nats-Msg-Id", opts.MsgId);
        Set("Nats-Expected-Last-Msg-Id", opts.ExpectedLastMsgId);
        Set("Nats-Expected-Stream", opts.ExpectedStream);
        Set("Nats-Expected-Last-Sequence", opts.ExpectedLastSequence?.ToString(CultureInfo.InvariantCulture));
        Set("Nats-Expected-Last-Subject-Sequence", opts.ExpectedLastSubjectSequence?.ToString(CultureInfo.InvariantCulture));
        Set("Nats-Expected-Last-Subject-Sequence-Subject", opts.ExpectedLastSubjectSequenceSubject);
        return headers;

        void Set(string name, string? value)
        {
            if (value is null)
            {
                return;
            }

            if (headers is null || ReferenceEquals(headers, given))
            {
                headers = [];
                foreach (var (key, values) in given ?? [])
                {
                    headers[key] = values;
                }
            }

            headers[name] = value;
        }
    }
}
