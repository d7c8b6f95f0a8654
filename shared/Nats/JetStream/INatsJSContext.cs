using NATS.Client.Core;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

/// <summary>JetStream over a connection: publishing with an acknowledgement, streams, consumers.</summary>
/// <remarks>
/// Every method asks the server only for what its name says, so that a user with narrow rights can use it. Calls to the API throw
/// <see cref="NatsJSApiException"/> for the server's refusal, <see cref="NatsJSApiNoResponseException"/> without an answer and
/// <see cref="NatsServerException"/> where we may not ask.
/// </remarks>
public interface INatsJSContext
{
    INatsConnection Connection { get; }

    NatsJSOpts Opts { get; }

    /// <summary>Publishes to a stream and waits until it is stored, or refused (see <see cref="PubAckResponse.Error"/>).</summary>
    /// <exception cref="NatsJSPublishNoResponseException">
    /// No stream listens (inner exception <see cref="NatsNoRespondersException"/>: it was not stored), or no answer came (any other
    /// inner exception: whether it was stored is unknown; it is not sent again).
    /// </exception>
    /// <exception cref="NatsServerException">We may not publish to the subject: it was not stored.</exception>
    ValueTask<PubAckResponse> PublishAsync<T>(
        string subject,
        T? data,
        INatsSerialize<T>? serializer = default,
        NatsJSPubOpts? opts = default,
        NatsHeaders? headers = default,
        CancellationToken cancellationToken = default);

    /// <summary>As PublishAsync, with the exception as a result.</summary>
    ValueTask<NatsResult<PubAckResponse>> TryPublishAsync<T>(
        string subject,
        T? data,
        INatsSerialize<T>? serializer = default,
        NatsJSPubOpts? opts = default,
        NatsHeaders? headers = default,
        CancellationToken cancellationToken = default);

    /// <summary>Publishes now and lets the acknowledgement be awaited later; the order of calls is the order of messages.</summary>
    ValueTask<NatsJSPublishConcurrentFuture> PublishConcurrentAsync<T>(
        string subject,
        T? data,
        INatsSerialize<T>? serializer = default,
        NatsJSPubOpts? opts = default,
        NatsHeaders? headers = default,
        CancellationToken cancellationToken = default);

    /// <summary>Asks for the account's use of JetStream.</summary>
    ValueTask<AccountInfoResponse> GetAccountInfoAsync(CancellationToken cancellationToken = default);

    /// <summary>Creates a stream; an equal one that exists already is fine.</summary>
    ValueTask<INatsJSStream> CreateStreamAsync(StreamConfig config, CancellationToken cancellationToken = default);

    /// <summary>Creates a stream, or changes the one of that name.</summary>
    ValueTask<INatsJSStream> CreateOrUpdateStreamAsync(StreamConfig config, CancellationToken cancellationToken = default);

    /// <summary>Changes a stream.</summary>
    ValueTask<NatsJSStream> UpdateStreamAsync(StreamConfig request, CancellationToken cancellationToken = default);

    /// <summary>Asks for a stream's configuration and state; with a subjects filter, all pages of its subjects.</summary>
    ValueTask<INatsJSStream> GetStreamAsync(
        string stream,
        StreamInfoRequest? request = null,
        CancellationToken cancellationToken = default);

    ValueTask<bool> DeleteStreamAsync(string stream, CancellationToken cancellationToken = default);

    ValueTask<StreamPurgeResponse> PurgeStreamAsync(
        string stream,
        StreamPurgeRequest request,
        CancellationToken cancellationToken = default);

    ValueTask<StreamMsgDeleteResponse> DeleteMessageAsync(
        string stream,
        StreamMsgDeleteRequest request,
        CancellationToken cancellationToken = default);

    IAsyncEnumerable<INatsJSStream> ListStreamsAsync(string? subject = default, CancellationToken cancellationToken = default);

    IAsyncEnumerable<string> ListStreamNamesAsync(string? subject = default, CancellationToken cancellationToken = default);

    /// <summary>A reader of a stream in order and without gaps, on a consumer of its own that is made anew whenever it is lost.</summary>
    ValueTask<INatsJSConsumer> CreateOrderedConsumerAsync(
        string stream,
        NatsJSOrderedConsumerOpts? opts = default,
        CancellationToken cancellationToken = default);

    /// <summary>Creates a consumer, or changes the one of that name.</summary>
    ValueTask<INatsJSConsumer> CreateOrUpdateConsumerAsync(
        string stream,
        ConsumerConfig config,
        CancellationToken cancellationToken = default);

    /// <summary>Creates a consumer; a different one of that name is refused.</summary>
    ValueTask<INatsJSConsumer> CreateConsumerAsync(string stream, ConsumerConfig config, CancellationToken cancellationToken = default);

    /// <summary>Changes a consumer that exists.</summary>
    ValueTask<INatsJSConsumer> UpdateConsumerAsync(string stream, ConsumerConfig config, CancellationToken cancellationToken = default);

    /// <summary>
    /// Finds a consumer that exists; needs no right but CONSUMER.INFO, and consuming from it CONSUMER.MSG.NEXT and its acknowledgements.
    /// </summary>
    ValueTask<INatsJSConsumer> GetConsumerAsync(string stream, string consumer, CancellationToken cancellationToken = default);

    IAsyncEnumerable<INatsJSConsumer> ListConsumersAsync(string stream, CancellationToken cancellationToken = default);

    IAsyncEnumerable<string> ListConsumerNamesAsync(string stream, CancellationToken cancellationToken = default);

    ValueTask<bool> DeleteConsumerAsync(string stream, string consumer, CancellationToken cancellationToken = default);

    /// <summary>A new subject below the connection's inbox prefix.</summary>
    string NewBaseInbox();
}
