using System.Runtime.CompilerServices;
using NATS.Client.Core.Internal;

namespace NATS.Client.Core;

public partial class NatsConnection
{
    /// <inheritdoc />
    public ValueTask<NatsMsg<TReply>> RequestAsync<TReply>(
        string subject,
        INatsDeserialize<TReply>? replySerializer = default,
        NatsSubOpts? replyOpts = default,
        CancellationToken cancellationToken = default) =>
        RequestAsync<byte[], TReply>(subject, null, replySerializer: replySerializer, replyOpts: replyOpts, cancellationToken: cancellationToken);

    /// <inheritdoc />
    public async ValueTask<NatsMsg<TReply>> RequestAsync<TRequest, TReply>(
        string subject,
        TRequest? data,
        NatsHeaders? headers = default,
        INatsSerialize<TRequest>? requestSerializer = default,
        INatsDeserialize<TReply>? replySerializer = default,
        NatsPubOpts? requestOpts = default,
        NatsSubOpts? replyOpts = default,
        CancellationToken cancellationToken = default)
    {
        var reply = await RequestReplyAsync(
            subject,
            data,
            headers,
            requestSerializer,
            replySerializer ?? Opts.SerializerRegistry.GetDeserializer<TReply>(),
            replyOpts?.Timeout ?? Opts.RequestTimeout,
            cancellationToken).ConfigureAwait(false);
        return reply.HasNoResponders && (replyOpts?.ThrowIfNoResponders ?? !Opts.DirectWasChosen) ? throw new NatsNoRespondersException(subject) : reply;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<NatsMsg<TReply>> RequestManyAsync<TRequest, TReply>(
        string subject,
        TRequest? data,
        NatsHeaders? headers = default,
        INatsSerialize<TRequest>? requestSerializer = default,
        INatsDeserialize<TReply>? replySerializer = default,
        NatsPubOpts? requestOpts = default,
        NatsSubOpts? replyOpts = default,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var opts = (replyOpts ?? new NatsSubOpts()) with
        {
            Timeout = replyOpts?.Timeout ?? Opts.RequestTimeout,
            StopOnEmptyMsg = replyOpts?.StopOnEmptyMsg ?? true,
            ThrowIfNoResponders = replyOpts?.ThrowIfNoResponders ?? true,
        };
        var sub = await SubscribeCoreAsync(NewInbox(), null, replySerializer, opts, cancellationToken).ConfigureAwait(false);
        await using var unsubscribe = sub.ConfigureAwait(false);
        await PublishAsync(subject, data!, headers, sub.Subject, requestSerializer!, requestOpts, cancellationToken).ConfigureAwait(false);
        await foreach (var msg in sub.Msgs.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return msg;
        }
    }

    /// <summary>Publishes a request and waits for its reply, which may be the server's "no responders".</summary>
    internal ValueTask<NatsMsg<TReply>> RequestReplyAsync<TRequest, TReply>(
        string subject,
        TRequest? data,
        NatsHeaders? headers,
        INatsSerialize<TRequest>? serializer,
        INatsDeserialize<TReply> deserializer,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var writer = WriteMessage(headers, data!, serializer!);
        CheckNames(subject, replyTo: null);
        CheckLimits(subject, writer.Headers.Length, writer.Length);
        if (ConnectionState != NatsConnectionState.Open)
        {
            var message = (Headers: writer.Headers.ToArray(), Payload: writer.Payload.ToArray());
            writer.Return();
            return RequestOnceOpenAsync(subject, message.Headers, message.Payload, deserializer, timeout, cancellationToken);
        }

        var reply = Request(subject, writer.Headers, writer.Payload, deserializer, timeout, cancellationToken);
        writer.Return();
        return reply;
    }

    private async ValueTask<NatsMsg<TReply>> RequestOnceOpenAsync<TReply>(
        string subject,
        ReadOnlyMemory<byte> headers,
        ReadOnlyMemory<byte> payload,
        INatsDeserialize<TReply> deserializer,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            await WaitForOpenAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NatsNoReplyException($"No reply received from {subject}: not connected, nothing was sent");
        }

        CheckLimits(subject, headers.Length, headers.Length + payload.Length);
        return await Request(subject, headers.Span, payload.Span, deserializer, timeout, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<NatsMsg<TReply>> Request<TReply>(
        string subject,
        ReadOnlySpan<byte> headers,
        ReadOnlySpan<byte> payload,
        INatsDeserialize<TReply> deserializer,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref inboxIsOpen) == 0)
        {
            OpenInbox();
        }

        if (inboxRefusal is { } refusal)
        {
            throw refusal;
        }

        var request = new PendingRequest<TReply>(subject, deserializer);
        requests.Add(request, timeout, cancellationToken);
        switch (outbox.Publish(subject, inbox.ReplyTo(request.Number), headers, payload))
        {
            case WriteOutcome.Closed:
                requests.Fail(
                    request.Number, new NatsNoReplyException($"No reply received from {subject}: the connection was lost, nothing was sent"));
                break;
            case WriteOutcome.Full:
                requests.Fail(
                    request.Number, new NatsTimeoutException($"The request to {subject} was not sent: too much is waiting to be sent."));
                break;
        }

        return request.Reply();
    }

    private void OpenInbox()
    {
        lock (outbox.Gate)
        {
            if (inboxIsOpen == 0)
            {
                AddSubscription(inbox);
                Volatile.Write(ref inboxIsOpen, 1);
            }
        }
    }
}
