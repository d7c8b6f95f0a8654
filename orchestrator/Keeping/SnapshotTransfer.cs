using System.Text;
using System.Text.Json;
using NATS.Client.Core;

namespace Pipeline.Orchestrator.Keeping;

/// <summary>Snapshots of streams out of nats-server and back into one: messages with their sequences and times, and the consumers' places.</summary>
/// <remarks>The API is the server's own ($JS.API.STREAM.SNAPSHOT and RESTORE): only so does a message keep its sequence, on which gates and books rest. The content is the server's own format.</remarks>
public sealed class SnapshotTransfer(NatsConnection connection)
{
    private const int ChunkSize = 128 * 1024;

    /// <summary>The first end of a chunk, when it says that all have come.</summary>
    private const int NoContent = 204;

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    /// <summary>Writes a stream's snapshot into a file.</summary>
    /// <exception cref="NatsException">The server refuses, is away, or falls silent.</exception>
    public async Task<StreamPart> SaveAsync(string stream, string path, CancellationToken cancellationToken)
    {
        var inbox = connection.NewInbox();
        await using var chunks = await connection.SubscribeCoreAsync<byte[]>(inbox, opts: new NatsSubOpts { IdleTimeout = Silence }, cancellationToken: cancellationToken);
        var answer = await AskAsync($"$JS.API.STREAM.SNAPSHOT.{stream}", $$"""{"deliver_subject":"{{inbox}}","chunk_size":{{ChunkSize}}}""", cancellationToken);
        var ended = false;
        await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
        {
            await foreach (var chunk in chunks.Msgs.ReadAllAsync(cancellationToken))
            {
                if (chunk.Data is not { Length: > 0 } bytes)
                {
                    if (chunk.Headers is { Code: not 0 and not NoContent } status)
                        throw new NatsException($"The snapshot of {stream} ended with {status.Code} {status.MessageText}.");
                    ended = true;
                    break;
                }

                await file.WriteAsync(bytes, cancellationToken);
                // The server sends on only as far as it has heard that the last ones came.
                if (chunk.ReplyTo is { } acknowledge)
                    await connection.PublishAsync(acknowledge, cancellationToken: cancellationToken);
            }
        }

        return ended ? new StreamPart(stream, answer.GetProperty("config"), answer.GetProperty("state")) : throw new NatsException($"The snapshot of {stream} broke off.");
    }

    /// <summary>Makes a stream of a snapshot; there must be none of that name.</summary>
    /// <returns>Its state afterwards, in the server's words.</returns>
    /// <exception cref="NatsException">The server refuses, or is away.</exception>
    public async Task<JsonElement> RestoreAsync(StreamPart stream, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var answer = await AskAsync($"$JS.API.STREAM.RESTORE.{stream.Name}", $$"""{"config":{{stream.Config.GetRawText()}},"state":{{stream.State.GetRawText()}}}""", cancellationToken);
        var into = answer.GetProperty("deliver_subject").GetString()!;
        await using var file = File.OpenRead(path);
        var buffer = new byte[ChunkSize];
        while (await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken) is > 0 and var read)
        {
            var taken = await RequestAsync(into, buffer[..read], cancellationToken);
            if (taken.Length > 0)
                ThrowIfError(into, Parse(taken));
        }

        var made = Parse(await RequestAsync(into, [], cancellationToken));
        ThrowIfError(into, made);
        return made.GetProperty("state");
    }

    private async Task<JsonElement> AskAsync(string subject, string request, CancellationToken cancellationToken)
    {
        var answer = Parse(await RequestAsync(subject, Encoding.UTF8.GetBytes(request), cancellationToken));
        ThrowIfError(subject, answer);
        return answer;
    }

    private async Task<byte[]> RequestAsync(string subject, byte[] data, CancellationToken cancellationToken)
    {
        var answer = await connection.RequestAsync<byte[], byte[]>(subject, data, replyOpts: new NatsSubOpts { Timeout = Silence }, cancellationToken: cancellationToken);
        return answer.Data ?? [];
    }

    private static JsonElement Parse(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.Clone();
        }
        catch (JsonException unreadable)
        {
            throw new NatsException($"nats-server answered with something that is no JSON: {unreadable.Message}");
        }
    }

    private static void ThrowIfError(string subject, JsonElement answer)
    {
        if (answer.TryGetProperty("error", out var error))
            throw new NatsException($"nats-server refuses {subject}: {(error.TryGetProperty("description", out var why) ? why.GetString() : error.GetRawText())}");
    }
}
