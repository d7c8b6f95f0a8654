using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Client.JetStream;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;

namespace Pipeline.Messaging;

/// <summary>What each outcome does to the message at the server: the one place that knows.</summary>
internal sealed class Settlement(DurableReaderSettings settings, MessagePublisher publisher, TimeProvider time, ILogger logger)
{
    private static readonly AckOpts Confirmed = new() { DoubleAck = true };
    private static readonly TimeSpan DeadLetterPatience = TimeSpan.FromSeconds(5);

    /// <summary>False when the server did not confirm it: the message will be delivered again.</summary>
    public async Task<bool> ApplyAsync(INatsJSMsg<Arrived> delivery, RawMessage raw, HandlingOutcome outcome, CancellationToken cancellationToken)
    {
        try
        {
            await (outcome switch
            {
                HandlingOutcome.Done => delivery.AckAsync(Confirmed, cancellationToken).AsTask(),
                HandlingOutcome.RetryAfter retry => delivery.NakAsync(delay: retry.Delay, cancellationToken: cancellationToken).AsTask(),
                HandlingOutcome.Quarantine quarantine => CopyAndTerminateAsync(delivery, raw, quarantine.Reason, cancellationToken),
                _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome."),
            });
            Measures.Handled(outcome);
            return true;
        }
        catch (NatsException away)
        {
            Log.SettlingFailed(logger, raw.Stream, raw.Sequence, away.Message);
            return false;
        }
    }

    /// <summary>The copy first: a crash in between copies again, under the same message id, and the second copy is not stored.</summary>
    private async Task CopyAndTerminateAsync(INatsJSMsg<Arrived> delivery, RawMessage raw, string reason, CancellationToken cancellationToken)
    {
        var letter = Letter(delivery, raw, reason);
        var expectation = PublishExpectation.Once(letter.Id) with { Patience = DeadLetterPatience };
        var result = await publisher.PublishAsync(Subjects.DeadLetter(settings.Process), letter, expectation, cancellationToken);
        if (result is not PublishResult.Stored)
            throw new NatsException($"the dead letter is not stored: {result}");
        await delivery.AckTerminateAsync(Confirmed, cancellationToken);
        Log.Quarantined(logger, raw.Stream, raw.Sequence, raw.Subject, reason);
    }

    private DeadLetter Letter(INatsJSMsg<Arrived> delivery, RawMessage raw, string reason)
    {
        var origin = $"{raw.Stream}-{raw.Sequence}";
        var now = time.GetUtcNow();
        return new DeadLetter
        {
            Id = $"dlq-{settings.Process}-{origin}",
            CorrelationId = raw.Headers.GetValueOrDefault(MessageHeaders.Correlation) is { Length: > 0 } correlation ? correlation : origin,
            CausationId = raw.Headers.GetValueOrDefault(MessageHeaders.MessageId) is { Length: > 0 } id ? id : origin,
            VenueTime = settings.VenueNow?.Invoke() ?? now,
            MachineTime = now,
            Process = settings.Process,
            Stream = raw.Stream,
            Sequence = raw.Sequence,
            Subject = raw.Subject,
            Reason = reason,
            Deliveries = delivery.Metadata?.NumDelivered ?? 0,
            Headers = raw.Headers,
            Data = raw.Data.ToArray(),
        };
    }
}
