using System.Runtime.CompilerServices;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace Pipeline.Messaging;

/// <summary>Reads a stream in order without taking anything from anybody: by a consumer of its own for the orchestrator, by direct get for who may create none.</summary>
public sealed class OrderedReader(PipelineConnection connection)
{
    private static readonly NatsJSFetchOpts Batch = new() { MaxMsgs = 1000 };

    /// <exception cref="NATS.Client.Core.NatsException">There is no such stream, or we may not read it.</exception>
    public IAsyncEnumerable<RawMessage> ReadAsync(string stream, ReadRange range, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(stream);
        ArgumentNullException.ThrowIfNull(range);
        return NatsUsers.MayCreateConsumers(connection.User)
            ? ByConsumerAsync(stream, range, cancellationToken)
            : new DirectReading(new StoredMessages(connection), stream, range, TimeProvider.System).ReadAsync(cancellationToken);
    }

    private async IAsyncEnumerable<RawMessage> ByConsumerAsync(string stream, ReadRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var consumer = await connection.JetStream.CreateOrderedConsumerAsync(stream, Options(range), cancellationToken);
        await foreach (var message in range.Follow ? consumer.ConsumeAsync<byte[]>(cancellationToken: cancellationToken) : PresentAsync(consumer, cancellationToken))
        {
            var raw = RawMessageReading.FromConsumer(message);
            if (raw.Time > range.Until)
                yield break;
            yield return raw;
        }
    }

    /// <summary>Batches of what is there, until one says that nothing is left: that none came may have been the connection's fault.</summary>
    private static async IAsyncEnumerable<INatsJSMsg<byte[]>> PresentAsync(INatsJSConsumer consumer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var left = true; left;)
        {
            var came = false;
            await foreach (var message in consumer.FetchNoWaitAsync<byte[]>(Batch, cancellationToken: cancellationToken))
            {
                (came, left) = (true, message.Metadata?.NumPending > 0);
                yield return message;
            }

            if (!came)
                left = consumer.Info.NumPending > 0;
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
