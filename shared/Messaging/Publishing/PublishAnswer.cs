using System.Globalization;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace Pipeline.Messaging;

/// <summary>Reads a stream's answer as a result. The error numbers are nats-server's (server/errors.json).</summary>
public static class PublishAnswer
{
    private const int WrongLastSequence = 10071;
    private const int WrongLastSequenceWithoutNumber = 10164;

    /// <summary>Tells what became of a publish.</summary>
    /// <param name="subject">What it was published to.</param>
    /// <param name="answer">The stream's answer, or why there is none.</param>
    /// <param name="complaints">What the server has complained of since. A refused publish need not fail by itself: it may just stay without an answer.</param>
    /// <exception cref="PublishRefusedException">It can never be stored.</exception>
    public static PublishResult Read(string subject, NatsResult<PubAckResponse> answer, IReadOnlyList<string> complaints)
    {
        ArgumentNullException.ThrowIfNull(complaints);
        if (!answer.Success)
        {
            var refusal = complaints.FirstOrDefault(
                complaint => complaint.Contains($"Permissions Violation for Publish to \"{subject}\"", StringComparison.OrdinalIgnoreCase));
            return answer.Error switch
            {
                OperationCanceledException cancelled => throw cancelled,
                NatsServerException or NatsPayloadTooLargeException => throw new PublishRefusedException(subject, answer.Error.Message, answer.Error),
                NatsException when refusal is not null => throw new PublishRefusedException(subject, refusal, answer.Error),
                NatsException lost => new PublishResult.Unknown(lost.Message),
                var fault => throw new PublishRefusedException(subject, fault.Message, fault),
            };
        }

        return answer.Value.Error switch
        {
            null => new PublishResult.Stored(answer.Value.Seq, answer.Value.Duplicate),
            { ErrCode: WrongLastSequence or WrongLastSequenceWithoutNumber } error => new PublishResult.WrongSequence(NumberIn(error.Description)),

            // 5xx: the server has trouble of its own (starting, disk full); it has not stored the message, and may later.
            { Code: >= 500 } error => new PublishResult.Unknown($"the server could not store it: {error.Description}"),
            var error => throw new PublishRefusedException(subject, $"{error.Description} (error {error.ErrCode})"),
        };
    }

    private static ulong? NumberIn(string? description) =>
        ulong.TryParse(description?.Split(' ')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
