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
    public ValueTask<NatsMsg<TReply>> RequestAsync<TRequest, TReply>(
        string subject,
        TRequest? data,
        NatsHeaders? headers = default,
        INatsSerialize<TRequest>? requestSerializer = default,
        INatsDeserialize<TReply>? replySerializer = default,
        NatsPubOpts? requestOpts = default,
        NatsSubOpts? replyOpts = default,
        CancellationToken cancellationToken = default)
    {
        try
        {
            var deserializer = replySerializer ?? Opts.SerializerRegistry.GetDeserializer<TReply>();
            var request = PendingReply<TReply>.New(deserializer, replyOpts?.ThrowIfNoResponders ?? !Opts.DirectWasChosen);
            var message = WriteMessage(headers, data!, requestSerializer!);
            return SendAsync(request, subject, message, replyOpts?.Timeout ?? Opts.RequestTimeout, cancellationToken);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<NatsMsg<TReply>>(exception);
        }
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

    /// <summary>Sends a request, now or once there is a connection, and waits for its answer.</summary>
    /// <param name="request">Reads the answer.</param>
    /// <param name="subject">Where it goes.</param>
    /// <param name="message">What is sent; given back here.</param>
    /// <param name="timeout">How long the connection, and then the answer, may take.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal ValueTask<TResult> SendAsync<TResult>(
        PendingRequest<TResult> request,
        string subject,
        PayloadWriter message,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        request.Subject = subject;
        timeout = Duration.Check(timeout, nameof(timeout));
        CheckNames(subject, replyTo: null);
        CheckLimits(subject, message.Headers.Length, message.Length);
        var answer = ConnectionState == NatsConnectionState.Open
            ? Send(request, subject, message.Headers, message.Payload, timeout, cancellationToken)
            : SendOnceOpenAsync(request, subject, message.Headers.ToArray(), message.Payload.ToArray(), timeout, cancellationToken);
        message.Return();
        return answer;
    }

    private async ValueTask<TResult> SendOnceOpenAsync<TResult>(
        PendingRequest<TResult> request,
        string subject,
        ReadOnlyMemory<byte> headers,
        ReadOnlyMemory<byte> payload,
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
            throw request.MeaningOf(new NatsNoReplyException($"No reply received from {subject}: not connected, nothing was sent"));
        }

        CheckLimits(subject, headers.Length, headers.Length + payload.Length);
        return await Send(request, subject, headers.Span, payload.Span, timeout, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<TResult> Send<TResult>(
        PendingRequest<TResult> request,
        string subject,
        ReadOnlySpan<byte> headers,
        ReadOnlySpan<byte> payload,
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

        // Asked for first: once it is sent, the answer may be there at once.
        var answer = request.ResultAsync();
        var number = requests.Add(request, timeout, cancellationToken);
        if (cancellationToken.IsCancellationRequested)
        {
            return answer; // nothing is sent once its caller has given up
        }

        switch (outbox.Publish(subject, inbox.ReplyTo(number), headers, payload))
        {
            case WriteOutcome.Closed:
                requests.Fail(number, new NatsNoReplyException($"No reply received from {subject}: the connection was lost, nothing was sent"));
                break;
            case WriteOutcome.Full:
                requests.Fail(number, new NatsTimeoutException($"The request to {subject} was not sent: too much is waiting to be sent."));
                break;
        }

        return answer;
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
