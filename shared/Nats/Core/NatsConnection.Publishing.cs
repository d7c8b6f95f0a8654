using System.Diagnostics;
using NATS.Client.Core.Internal;

namespace NATS.Client.Core;

public partial class NatsConnection
{
    /// <inheritdoc />
    public ValueTask PublishAsync<T>(
        string subject,
        T data,
        NatsHeaders? headers = default,
        string? replyTo = default,
        INatsSerialize<T>? serializer = default,
        NatsPubOpts? opts = default,
        CancellationToken cancellationToken = default)
    {
        var writer = WriteMessage(headers, data, serializer);
        return SendAndReturn(subject, replyTo, writer, cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask PublishAsync(
        string subject,
        NatsHeaders? headers = default,
        string? replyTo = default,
        NatsPubOpts? opts = default,
        CancellationToken cancellationToken = default) =>
        SendAndReturn(subject, replyTo, WriteHeaders(headers), cancellationToken);

    /// <inheritdoc />
    public ValueTask PublishAsync<T>(
        in NatsMsg<T> msg,
        INatsSerialize<T>? serializer = default,
        NatsPubOpts? opts = default,
        CancellationToken cancellationToken = default) =>
        PublishAsync(msg.Subject, msg.Data!, msg.Headers, msg.ReplyTo, serializer, opts, cancellationToken);

    /// <summary>Publishes bytes as they are, if that can be done at once.</summary>
    internal bool TryPublish(string subject, string? replyTo, ReadOnlySpan<byte> payload) =>
        outbox.Publish(subject, replyTo, default, payload, isUrgent: false) == WriteOutcome.Written;

    /// <summary>Publishes bytes as they are, possibly a little later, together with others.</summary>
    internal ValueTask PublishBytesAsync(string subject, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return outbox.Publish(subject, replyTo: null, default, payload.Span, isUrgent: false) == WriteOutcome.Written
            ? ValueTask.CompletedTask
            : SendLaterAsync(subject, replyTo: null, ReadOnlyMemory<byte>.Empty, payload, cancellationToken);
    }

    private PayloadWriter WriteHeaders(NatsHeaders? headers)
    {
        var writer = PayloadWriter.Take();
        if (headers is { Count: > 0 })
        {
            HeaderEncoding.Write(headers, writer, Opts.HeaderEncoding);
        }

        writer.EndHeaders();
        return writer;
    }

    internal PayloadWriter WriteMessage<T>(NatsHeaders? headers, T data, INatsSerialize<T>? serializer)
    {
        var writer = WriteHeaders(headers);
        WriteData(writer, data, serializer);
        return writer;
    }

    internal void WriteData<T>(PayloadWriter writer, T data, INatsSerialize<T>? serializer)
    {
        if (data is not null)
        {
            (serializer ?? Opts.SerializerRegistry.GetSerializer<T>()).Serialize(writer, data);
        }
    }

    private ValueTask SendAndReturn(string subject, string? replyTo, PayloadWriter writer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CheckNames(subject, replyTo);
        CheckLimits(subject, writer.Headers.Length, writer.Length);
        var sending = outbox.Publish(subject, replyTo, writer.Headers, writer.Payload) == WriteOutcome.Written
            ? ValueTask.CompletedTask
            : SendLaterAsync(subject, replyTo, writer.Headers.ToArray(), writer.Payload.ToArray(), cancellationToken);
        writer.Return();
        return sending;
    }

    private static void CheckNames(string subject, string? replyTo)
    {
        Subject.Check(subject);
        if (replyTo is not null)
        {
            Subject.Check(replyTo);
        }
    }

    // Each server has limits of its own, and would close the connection over them, for everybody.
    private void CheckLimits(string subject, int headers, int length)
    {
        if (headers > 0 && serverInfo is { HeadersSupported: false })
        {
            throw new NatsException($"The message to {subject} has headers, which this server does not support.");
        }

        if (serverInfo?.MaxPayload is > 0 and var most && length > most)
        {
            throw new NatsPayloadTooLargeException($"Payload size {length} of the message to {subject} exceeds server's maximum payload size {most}");
        }
    }

    // No room or no connection: wait for either and try again.
    private async ValueTask SendLaterAsync(
        string subject,
        string? replyTo,
        ReadOnlyMemory<byte> headers,
        ReadOnlyMemory<byte> payload,
        CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            CheckLimits(subject, headers.Length, headers.Length + payload.Length);
            switch (outbox.Publish(subject, replyTo, headers.Span, payload.Span))
            {
                case WriteOutcome.Written:
                    return;
                case WriteOutcome.Full:
                    deadline.CancelAfter(Left());
                    await WaitAsync(outbox.WaitForRoomAsync().WaitAsync(deadline.Token)).ConfigureAwait(false);
                    break;
                default:
                    deadline.CancelAfter(Opts.PublishTimeoutOnDisconnected ? Left() : Timeout.InfiniteTimeSpan);
                    await WaitAsync(WaitForOpenAsync(deadline.Token).AsTask()).ConfigureAwait(false);
                    await Task.Yield(); // the writer may know of a broken connection before the reader does
                    break;
            }
        }

        // One time-out for the whole wait, however often room that came was taken by others.
        TimeSpan Left()
        {
            var whole = Duration.Check(Opts.CommandTimeout, nameof(Opts.CommandTimeout));
            var left = whole - Stopwatch.GetElapsedTime(began);
            return whole == Timeout.InfiniteTimeSpan ? whole : left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }

        async Task WaitAsync(Task waiting)
        {
            try
            {
                await waiting.ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new NatsTimeoutException($"The message to {subject} was not sent within {Opts.CommandTimeout.TotalSeconds:0.##} s.");
            }
        }
    }
}
