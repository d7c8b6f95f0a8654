using NATS.Client.Core;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

/// <summary>A stream, as it was when last asked for.</summary>
public interface INatsJSStream
{
    StreamInfo Info { get; }

    ValueTask<bool> DeleteAsync(CancellationToken cancellationToken = default);

    ValueTask<StreamPurgeResponse> PurgeAsync(StreamPurgeRequest request, CancellationToken cancellationToken = default);

    ValueTask<StreamMsgDeleteResponse> DeleteMessageAsync(StreamMsgDeleteRequest request, CancellationToken cancellationToken = default);

    ValueTask UpdateAsync(StreamConfig request, CancellationToken cancellationToken = default);

    ValueTask<INatsJSConsumer> CreateOrUpdateConsumerAsync(ConsumerConfig config, CancellationToken cancellationToken = default);

    ValueTask<INatsJSConsumer> CreateOrderedConsumerAsync(
        NatsJSOrderedConsumerOpts? opts = default,
        CancellationToken cancellationToken = default);

    ValueTask<INatsJSConsumer> GetConsumerAsync(string consumer, CancellationToken cancellationToken = default);

    IAsyncEnumerable<INatsJSConsumer> ListConsumersAsync(CancellationToken cancellationToken = default);

    IAsyncEnumerable<string> ListConsumerNamesAsync(CancellationToken cancellationToken = default);

    ValueTask<bool> DeleteConsumerAsync(string consumer, CancellationToken cancellationToken = default);

    /// <summary>Asks for the stream's configuration and state again.</summary>
    ValueTask RefreshAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads one stored message without JetStream's own bookkeeping; needs AllowDirect. The headers tell subject, sequence and time.
    /// </summary>
    /// <remarks>
    /// The last message of a subject is asked for as DIRECT.GET.stream.subject, so that permissions can name the subject; every other
    /// form as DIRECT.GET.stream.
    /// </remarks>
    /// <returns>The message; when there is none, one without data whose <c>Headers.Code</c> is 404.</returns>
    ValueTask<NatsMsg<T>> GetDirectAsync<T>(
        StreamMsgGetRequest request,
        INatsDeserialize<T>? serializer = default,
        CancellationToken cancellationToken = default);

    /// <summary>Reads one stored message.</summary>
    /// <exception cref="NatsJSApiException">There is none (code 404, error code 10037).</exception>
    ValueTask<StreamMsgGetResponse> GetAsync(StreamMsgGetRequest request, CancellationToken cancellationToken = default);
}
