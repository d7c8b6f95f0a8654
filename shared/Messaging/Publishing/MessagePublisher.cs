using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Client.JetStream;
using Pipeline.Contracts;
using Pipeline.Contracts.Json;

namespace Pipeline.Messaging;

/// <summary>Publishes the contracts' messages and tells what became of each.</summary>
/// <remarks>While the server is away it waits and repeats only what cannot be stored twice; everything else ends as Unknown.</remarks>
public sealed class MessagePublisher(PipelineConnection connection, StoredMessages stored, TimeProvider time, ILogger<MessagePublisher> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>False while the server is away: what is published now is not sent before it is back.</summary>
    public bool CanSend => connection.IsOpen;

    /// <summary>Publishes to a stream, without secrets, and waits until the message is stored, refused or lost sight of.</summary>
    /// <exception cref="PublishRefusedException">It can never be stored.</exception>
    /// <exception cref="OperationCanceledException">Cancelled: it may or may not be stored.</exception>
    public Task<PublishResult> PublishAsync<T>(string subject, T message, PublishExpectation expectation, CancellationToken cancellationToken)
        where T : Message
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(expectation);
        var headers = new Dictionary<string, string> { [MessageHeaders.Correlation] = message.CorrelationId };
        return PublishBytesAsync(subject, ContractsJson.Write(WithoutSecrets.Of(message)), headers, expectation, cancellationToken);
    }

    /// <summary>The same for bytes as they are: a stored message published again.</summary>
    public async Task<PublishResult> PublishBytesAsync(
        string subject,
        byte[] data,
        IReadOnlyDictionary<string, string> headers,
        PublishExpectation expectation,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(expectation);
        var began = time.GetTimestamp();
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            var result = connection.IsOpen
                ? await AttemptAsync(subject, data, headers, expectation, cancellationToken)
                : new PublishResult.Unknown("nats-server is away; nothing was sent");
            if (attempt > 1 && result is PublishResult.WrongSequence && expectation.MessageId is null)
                return await ReadBackAsync(subject, data, expectation, cancellationToken) ?? result;
            if (result is not PublishResult.Unknown { Reason: var reason })
                return result;

            Log.PublishUnconfirmed(logger, subject, attempt, reason);
            if (!expectation.IsSafeToRepeat || time.GetElapsedTime(began) >= (expectation.Patience ?? TimeSpan.MaxValue))
                return result;
            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Publishes a plain core message: nobody confirms it, a stream that listens stores it. Dropped while the server is away.</summary>
    public async Task PublishCoreAsync<T>(string subject, T message, CancellationToken cancellationToken)
    {
        if (connection.IsOpen)
            await connection.Nats.PublishAsync(subject, ContractsJson.Write(message), cancellationToken: cancellationToken);
    }

    private async Task<PublishResult> AttemptAsync(
        string subject,
        byte[] data,
        IReadOnlyDictionary<string, string> headers,
        PublishExpectation expectation,
        CancellationToken cancellationToken)
    {
        // The client adds its own headers to the collection, so each attempt gets a fresh one.
        var natsHeaders = new NatsHeaders();
        foreach (var (name, value) in headers)
            natsHeaders[name] = value;
        var options = new NatsJSPubOpts
        {
            MsgId = expectation.MessageId,
            ExpectedLastSequence = expectation.LastSequence,
            ExpectedLastSubjectSequence = expectation.LastSubjectSequence,
        };
        var heard = connection.ComplaintsHeard;
        var answer = await connection.JetStream.TryPublishAsync(subject, data, opts: options, headers: natsHeaders, cancellationToken: cancellationToken);
        return PublishAnswer.Read(subject, answer, connection.ComplaintsSince(heard));
    }

    /// <summary>Ours is the subject's last message, or someone else's is; null while nobody's came after the one expected.</summary>
    private async Task<PublishResult?> ReadBackAsync(string subject, byte[] data, PublishExpectation expectation, CancellationToken cancellationToken)
    {
        try
        {
            var last = await stored.LastMessageOfAsync(Topology.StreamOf(subject), subject, cancellationToken);
            if (last is not null && last.Sequence > expectation.LastSubjectSequence && last.Data.Span.SequenceEqual(data))
                return new PublishResult.Stored(last.Sequence, Duplicate: false);
            return last is null ? null : new PublishResult.WrongSequence(last.Sequence);
        }
        catch (NatsException away)
        {
            return new PublishResult.Unknown($"refused after a repeat, and reading back failed: {away.Message}");
        }
    }
}
