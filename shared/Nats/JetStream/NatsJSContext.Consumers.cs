using NATS.Client.Core.Internal;
using NATS.Client.JetStream.Internal;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

public partial class NatsJSContext
{
    /// <inheritdoc />
    public ValueTask<INatsJSConsumer> CreateOrUpdateConsumerAsync(
        string stream,
        ConsumerConfig config,
        CancellationToken cancellationToken = default) =>
        CreateConsumerAsync(stream, config, action: null, cancellationToken);

    /// <inheritdoc />
    public ValueTask<INatsJSConsumer> CreateConsumerAsync(
        string stream,
        ConsumerConfig config,
        CancellationToken cancellationToken = default) =>
        CreateConsumerAsync(stream, config, "create", cancellationToken);

    /// <inheritdoc />
    public ValueTask<INatsJSConsumer> UpdateConsumerAsync(
        string stream,
        ConsumerConfig config,
        CancellationToken cancellationToken = default) =>
        CreateConsumerAsync(stream, config, "update", cancellationToken);

    /// <inheritdoc />
    public ValueTask<INatsJSConsumer> CreateOrderedConsumerAsync(
        string stream,
        NatsJSOrderedConsumerOpts? opts = default,
        CancellationToken cancellationToken = default)
    {
        INatsJSConsumer consumer = new NatsJSOrderedConsumer(Name.Check(stream, "stream"), this, opts ?? NatsJSOrderedConsumerOpts.Default);
        return ValueTask.FromResult(consumer);
    }

    /// <inheritdoc />
    public async ValueTask<INatsJSConsumer> GetConsumerAsync(
        string stream,
        string consumer,
        CancellationToken cancellationToken = default) =>
        new NatsJSConsumer(this, await GetConsumerInfoAsync(stream, consumer, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc />
    public IAsyncEnumerable<INatsJSConsumer> ListConsumersAsync(string stream, CancellationToken cancellationToken = default) =>
        PagesAsync<ConsumerListResponse, INatsJSConsumer>(
            $"CONSUMER.LIST.{Name.Check(stream, "stream")}",
            subject: null,
            page => (page.Total, [.. (page.Consumers ?? []).Select(info => new NatsJSConsumer(this, info))]),
            cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<string> ListConsumerNamesAsync(string stream, CancellationToken cancellationToken = default) =>
        PagesAsync<ConsumerNamesResponse, string>(
            $"CONSUMER.NAMES.{Name.Check(stream, "stream")}", subject: null, page => (page.Total, page.Consumers ?? []), cancellationToken);

    /// <inheritdoc />
    public async ValueTask<bool> DeleteConsumerAsync(string stream, string consumer, CancellationToken cancellationToken = default)
    {
        var subject = $"CONSUMER.DELETE.{Name.Check(stream, "stream")}.{Name.Check(consumer, "consumer")}";
        return (await AskAsync<SuccessResponse>(subject, cancellationToken).ConfigureAwait(false)).Success;
    }

    internal ValueTask<ConsumerInfo> GetConsumerInfoAsync(string stream, string consumer, CancellationToken cancellationToken) =>
        AskAsync<ConsumerInfo>($"CONSUMER.INFO.{Name.Check(stream, "stream")}.{Name.Check(consumer, "consumer")}", cancellationToken);

    private async ValueTask<INatsJSConsumer> CreateConsumerAsync(
        string stream,
        ConsumerConfig config,
        string? action,
        CancellationToken cancellationToken)
    {
        var name = Name.Check(config.Name ?? config.DurableName ?? UniqueName.Next(), "consumer");
        var request = new ConsumerCreateRequest
        {
            StreamName = Name.Check(stream, "stream"),
            Config = config with { Name = name },
            Action = action,
        };

        // The filter is part of the subject so that permissions can speak of it.
        var filter = config.FilterSubject is { Length: > 0 } one ? $".{one}" : "";
        var subject = $"CONSUMER.CREATE.{stream}.{name}{filter}";
        return new NatsJSConsumer(this, await AskAsync<ConsumerCreateRequest, ConsumerInfo>(subject, request, cancellationToken).ConfigureAwait(false));
    }
}
