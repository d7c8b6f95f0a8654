using NATS.Client.Core;
using NATS.Client.JetStream.Internal;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

/// <summary>A stream, as it was when last asked for.</summary>
public class NatsJSStream : INatsJSStream
{
    private readonly NatsJSContext context;
    private readonly string name;

    internal NatsJSStream(NatsJSContext context, StreamInfo info)
    {
        this.context = context;
        Info = info;
        name = info.Config.Name!;
    }

    public StreamInfo Info { get; private set; }

    public ValueTask<bool> DeleteAsync(CancellationToken cancellationToken = default) => context.DeleteStreamAsync(name, cancellationToken);

    public ValueTask<StreamPurgeResponse> PurgeAsync(StreamPurgeRequest request, CancellationToken cancellationToken = default) =>
        context.PurgeStreamAsync(name, request, cancellationToken);

    public ValueTask<StreamMsgDeleteResponse> DeleteMessageAsync(
        StreamMsgDeleteRequest request,
        CancellationToken cancellationToken = default) =>
        context.DeleteMessageAsync(name, request, cancellationToken);

    public async ValueTask UpdateAsync(StreamConfig request, CancellationToken cancellationToken = default) =>
        Info = (await context.UpdateStreamAsync(request, cancellationToken).ConfigureAwait(false)).Info;

    public ValueTask<INatsJSConsumer> CreateOrUpdateConsumerAsync(ConsumerConfig config, CancellationToken cancellationToken = default) =>
        context.CreateOrUpdateConsumerAsync(name, config, cancellationToken);

    public ValueTask<INatsJSConsumer> CreateOrderedConsumerAsync(
        NatsJSOrderedConsumerOpts? opts = default,
        CancellationToken cancellationToken = default) =>
        context.CreateOrderedConsumerAsync(name, opts, cancellationToken);

    public ValueTask<INatsJSConsumer> GetConsumerAsync(string consumer, CancellationToken cancellationToken = default) =>
        context.GetConsumerAsync(name, consumer, cancellationToken);

    public IAsyncEnumerable<INatsJSConsumer> ListConsumersAsync(CancellationToken cancellationToken = default) =>
        context.ListConsumersAsync(name, cancellationToken);

    public IAsyncEnumerable<string> ListConsumerNamesAsync(CancellationToken cancellationToken = default) =>
        context.ListConsumerNamesAsync(name, cancellationToken);

    public ValueTask<bool> DeleteConsumerAsync(string consumer, CancellationToken cancellationToken = default) =>
        context.DeleteConsumerAsync(name, consumer, cancellationToken);

    public async ValueTask RefreshAsync(CancellationToken cancellationToken = default) =>
        Info = await context.GetStreamInfoAsync(name, request: null, cancellationToken).ConfigureAwait(false);

    public ValueTask<NatsMsg<T>> GetDirectAsync<T>(
        StreamMsgGetRequest request,
        INatsDeserialize<T>? serializer = default,
        CancellationToken cancellationToken = default)
    {
        var subject = $"{context.Opts.Prefix}.DIRECT.GET.{name}";
        var opts = new NatsSubOpts { Timeout = context.Opts.RequestTimeout };
        return request is { LastBySubj: { } last, Seq: 0, NextBySubj: null }
            ? context.Core.RequestAsync($"{subject}.{last}", serializer, opts, cancellationToken)
            : context.Core.RequestAsync(
                subject,
                request,
                requestSerializer: ApiRequestSerializer<StreamMsgGetRequest>.Default,
                replySerializer: serializer,
                replyOpts: opts,
                cancellationToken: cancellationToken);
    }

    public ValueTask<StreamMsgGetResponse> GetAsync(StreamMsgGetRequest request, CancellationToken cancellationToken = default) =>
        context.AskAsync<StreamMsgGetRequest, StreamMsgGetResponse>($"STREAM.MSG.GET.{name}", request, cancellationToken);
}
