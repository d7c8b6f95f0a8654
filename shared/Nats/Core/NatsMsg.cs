using System.Diagnostics.CodeAnalysis;

namespace NATS.Client.Core;

/// <summary>A message as an interface, for test doubles; using it boxes the struct.</summary>
public interface INatsMsg<T>
{
    string Subject { get; init; }

    string? ReplyTo { get; init; }

    int Size { get; init; }

    NatsHeaders? Headers { get; init; }

    T? Data { get; init; }

    INatsConnection? Connection { get; init; }

    NatsException? Error { get; }

    void EnsureSuccess();

    ValueTask ReplyAsync(
        NatsHeaders? headers = default,
        string? replyTo = default,
        NatsPubOpts? opts = default,
        CancellationToken cancellationToken = default);

    ValueTask ReplyAsync<TReply>(
        TReply data,
        NatsHeaders? headers = default,
        string? replyTo = default,
        INatsSerialize<TReply>? serializer = default,
        NatsPubOpts? opts = default,
        CancellationToken cancellationToken = default);

    ValueTask ReplyAsync<TReply>(
        NatsMsg<TReply> msg,
        INatsSerialize<TReply>? serializer = default,
        NatsPubOpts? opts = default,
        CancellationToken cancellationToken = default);
}

/// <summary>A message.</summary>
public readonly record struct NatsMsg<T> : INatsMsg<T>
{
    /// <param name="subject">Where it was published.</param>
    /// <param name="replyTo">Where the sender wants an answer.</param>
    /// <param name="size">Bytes of subject, reply subject, headers and payload together, as the server counts.</param>
    /// <param name="headers">Names and values; null without any.</param>
    /// <param name="data">The payload; default when it is empty or could not be read (see <see cref="Error"/>).</param>
    /// <param name="connection">Where it came from.</param>
    /// <param name="flags">What is known of it.</param>
    public NatsMsg(
        string subject,
        string? replyTo,
        int size,
        NatsHeaders? headers,
        T? data,
        INatsConnection? connection,
        NatsMsgFlags flags = default)
    {
        Subject = subject;
        ReplyTo = replyTo;
        Size = size;
        Headers = headers;
        Data = data;
        Connection = connection;
        Flags = flags;
    }

    /// <summary>Where it was published.</summary>
    public string Subject { get; init; }

    /// <summary>Where the sender wants an answer.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Bytes of subject, reply subject, headers and payload together, as the server counts.</summary>
    public int Size { get; init; }

    /// <summary>Names and values; null without any.</summary>
    public NatsHeaders? Headers { get; init; }

    /// <summary>The payload; default when it is empty or could not be read (see <see cref="Error"/>).</summary>
    public T? Data { get; init; }

    /// <summary>Where it came from.</summary>
    public INatsConnection? Connection { get; init; }

    /// <summary>What is known of it.</summary>
    public NatsMsgFlags Flags { get; init; }

    /// <summary>Why the payload or the headers could not be read; null when they could.</summary>
    public NatsException? Error => Headers?.Error;

    /// <summary>Whether the payload is empty.</summary>
    public bool IsEmpty => Flags.HasFlag(NatsMsgFlags.Empty);

    /// <summary>Whether it is the server's answer that nobody listens.</summary>
    public bool HasNoResponders => Flags.HasFlag(NatsMsgFlags.NoResponders);

    /// <summary>Throws what <see cref="Error"/> holds, and for "no responders".</summary>
    public void EnsureSuccess()
    {
        if (HasNoResponders)
        {
            throw new NatsNoRespondersException();
        }

        if (Error is { } error)
        {
            throw error;
        }
    }

    /// <summary>Answers without a payload.</summary>
    public ValueTask ReplyAsync(
        NatsHeaders? headers = default,
        string? replyTo = default,
        NatsPubOpts? opts = default,
        CancellationToken cancellationToken = default)
    {
        CheckReplyPreconditions();
        return Connection.PublishAsync(ReplyTo, headers, replyTo, opts, cancellationToken);
    }

    /// <summary>Answers.</summary>
    public ValueTask ReplyAsync<TReply>(
        TReply data,
        NatsHeaders? headers = default,
        string? replyTo = default,
        INatsSerialize<TReply>? serializer = default,
        NatsPubOpts? opts = default,
        CancellationToken cancellationToken = default)
    {
        CheckReplyPreconditions();
        return Connection.PublishAsync(ReplyTo, data, headers, replyTo, serializer, opts, cancellationToken);
    }

    /// <summary>Answers with another message's content.</summary>
    public ValueTask ReplyAsync<TReply>(
        NatsMsg<TReply> msg,
        INatsSerialize<TReply>? serializer = default,
        NatsPubOpts? opts = default,
        CancellationToken cancellationToken = default)
    {
        CheckReplyPreconditions();
        return Connection.PublishAsync(ReplyTo, msg.Data!, msg.Headers, msg.ReplyTo, serializer, opts, cancellationToken);
    }

    [MemberNotNull(nameof(Connection), nameof(ReplyTo))]
    private void CheckReplyPreconditions()
    {
        if (Connection is null)
        {
            throw new NatsException("unable to send reply; message did not originate from a subscription");
        }

        if (string.IsNullOrWhiteSpace(ReplyTo))
        {
            throw new NatsException("unable to send reply; ReplyTo is empty");
        }
    }
}
