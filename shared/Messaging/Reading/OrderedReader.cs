using System.Runtime.CompilerServices;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace Pipeline.Messaging;

/// <summary>Reads a stream in order without taking anything from anybody: for viewers, who alone besides the orchestrator may create the consumer it needs.</summary>
public sealed class OrderedReader(PipelineConnection connection)
{
    /// <exception cref="NATS.Client.Core.NatsException">There is no such stream, or we may not read it.</exception>
    public async IAsyncEnumerable<RawMessage> ReadAsync(string stream, ReadRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(range);
        var last = range.Follow ? 0 : (await connection.JetStream.GetStreamAsync(stream, cancellationToken: cancellationToken)).Info.State.LastSeq;
        var consumer = await connection.JetStream.CreateOrderedConsumerAsync(stream, Options(range), cancellationToken);
        if (!range.Follow && (last == 0 || consumer.Info.NumPending == 0))
            yield break;
        await foreach (var message in consumer.ConsumeAsync<byte[]>(cancellationToken: cancellationToken))
        {
            var raw = RawMessageReading.FromConsumer(message);
            if (raw.Time > range.Until || (!range.Follow && raw.Sequence > last))
                yield break;
            yield return raw;
            if (!range.Follow && (raw.Sequence == last || message.Metadata?.NumPending == 0))
                yield break;
        }
    }

    private static NatsJSOrderedConsumerOpts Options(ReadRange range) => new()
    {
        FilterSubjects = [.. range.Subjects],
        DeliverPolicy = range switch
        {
            { FromSequence: not null } => ConsumerConfigDeliverPolicy.ByStartSequence,
            { Since: not null } => ConsumerConfigDeliverPolicy.ByStartTime,
            _ => ConsumerConfigDeliverPolicy.All,
        },
        OptStartSeq = range.FromSequence ?? 0,
        OptStartTime = range.FromSequence is null ? range.Since ?? default : default,
    };
}
