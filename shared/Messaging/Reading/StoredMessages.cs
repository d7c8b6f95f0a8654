using System.Collections.Concurrent;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace Pipeline.Messaging;

/// <summary>Reads single stored messages by direct get; needs no consumer.</summary>
public sealed class StoredMessages(PipelineConnection connection)
{
    private readonly ConcurrentDictionary<string, INatsJSStream> _streams = new(StringComparer.Ordinal);

    /// <summary>The last message of a subject; null when it never had one. This is how a lost acknowledgement is read back.</summary>
    /// <exception cref="NatsException">The server is away, or we may not read the stream.</exception>
    public Task<RawMessage?> LastMessageOfAsync(string stream, string subject, CancellationToken cancellationToken) =>
        GetAsync(stream, new StreamMsgGetRequest { LastBySubj = subject }, cancellationToken);

    /// <summary>The message at a sequence; null when there is none (any more).</summary>
    /// <exception cref="NatsException">The server is away, or we may not read the stream.</exception>
    public Task<RawMessage?> MessageAtAsync(string stream, ulong sequence, CancellationToken cancellationToken) =>
        GetAsync(stream, new StreamMsgGetRequest { Seq = sequence }, cancellationToken);

    /// <summary>The first message of a subject at a sequence or after it; null when there is none (yet).</summary>
    /// <param name="subject">May hold wildcards.</param>
    /// <exception cref="NatsException">The server is away, or we may not read the stream.</exception>
    public Task<RawMessage?> NextMessageAsync(string stream, string subject, ulong sequence, CancellationToken cancellationToken) =>
        GetAsync(stream, new StreamMsgGetRequest { Seq = sequence, NextBySubj = subject }, cancellationToken);

    /// <summary>The last sequence of a stream; 0 when nothing was ever stored.</summary>
    public async Task<ulong> LastSequenceOfAsync(string stream, CancellationToken cancellationToken) =>
        (await connection.JetStream.GetStreamAsync(stream, cancellationToken: cancellationToken)).Info.State.LastSeq;

    /// <summary>Where a stream ends and when it was made: by the latter a stream is told from another of its name.</summary>
    internal async Task<(ulong LastSequence, DateTimeOffset Created)> PlaceOfAsync(string stream, CancellationToken cancellationToken)
    {
        var info = (await connection.JetStream.GetStreamAsync(stream, cancellationToken: cancellationToken)).Info;
        return (info.State.LastSeq, info.Created);
    }

    /// <summary>The stream's state and the subjects it holds that match a filter.</summary>
    internal async Task<StreamState> StateOfAsync(string stream, string? subjectsFilter, CancellationToken cancellationToken)
    {
        var request = subjectsFilter is null ? null : new StreamInfoRequest { SubjectsFilter = subjectsFilter };
        return (await connection.JetStream.GetStreamAsync(stream, request, cancellationToken)).Info.State;
    }

    private async Task<RawMessage?> GetAsync(string stream, StreamMsgGetRequest request, CancellationToken cancellationToken)
    {
        if (!_streams.TryGetValue(stream, out var handle))
        {
            handle = await connection.JetStream.GetStreamAsync(stream, cancellationToken: cancellationToken);
            _streams[stream] = handle;
        }

        try
        {
            var message = await handle.GetDirectAsync<byte[]>(request, cancellationToken: cancellationToken);
            message.EnsureSuccess();
            return message.Headers switch
            {
                { Code: 404 } => null,
                { Code: not 0 } status => throw new NatsException($"{stream} answered a direct get with {status.Code} {status.MessageText}."),
                _ => RawMessageReading.FromDirectGet(stream, message),
            };
        }
        catch (NatsJSApiException none) when (none.Error.Code == 404)
        {
            return null;
        }
    }
}
