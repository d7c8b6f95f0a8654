using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using NATS.Client.Core;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Chaos.Schedule;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Chaos.Running;

/// <summary>Publishes a stored signal once more: the same body as a new message, which the stream cannot know for a repetition.</summary>
public sealed class Redelivery(PipelineHome home, TimeProvider machine)
{
    private const int Newest = 100;
    private static readonly TimeSpan Back = TimeSpan.FromMinutes(1);

    /// <summary>False when there was nothing to repeat, or nobody to take it: nats-server may be dead at this moment.</summary>
    public async Task<bool> TryAsync(RedeliverStep step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            if (await PickAsync(step, limit.Token) is not { } message)
                return false;
            await using var connection = await NatsClient.ConnectAsync(home, NatsUsers.Replay, limit.Token);
            var publisher = new MessagePublisher(connection, new StoredMessages(connection), machine, NullLogger<MessagePublisher>.Instance);
            var headers = message.Headers.Where(header => header.Key != MessageHeaders.MessageId && !header.Key.StartsWith("Nats-", StringComparison.Ordinal)).ToDictionary(header => header.Key, header => header.Value, StringComparer.Ordinal);
            var id = string.Create(CultureInfo.InvariantCulture, $"again-{message.Sequence}-{step.At.Ticks}");
            return await publisher.PublishBytesAsync(message.Subject, message.Data.ToArray(), headers, PublishExpectation.Once(id), limit.Token) is PublishResult.Stored;
        }
        catch (Exception away) when (away is NatsException or PipelineException || (away is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private async Task<RawMessage?> PickAsync(RedeliverStep step, CancellationToken cancellationToken)
    {
        await using var connection = await NatsClient.ConnectAsync(home, NatsUsers.Viewer, cancellationToken);
        var recent = new List<RawMessage>();
        await foreach (var message in new OrderedReader(connection).ReadAsync(Streams.Signals, new ReadRange { Subjects = [step.Subject], Since = machine.GetUtcNow() - Back }, cancellationToken))
            recent.Add(message);
        var choices = Math.Min(recent.Count, Newest);
        return choices == 0 ? null : recent[^(1 + (int)(step.Pick * choices))];
    }
}
