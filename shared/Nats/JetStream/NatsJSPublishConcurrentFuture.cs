using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

/// <summary>The acknowledgement of a message that is on its way.</summary>
public readonly struct NatsJSPublishConcurrentFuture : IAsyncDisposable
{
    private readonly Task<PubAckResponse>? response;

    internal NatsJSPublishConcurrentFuture(Task<PubAckResponse> response) => this.response = response;

    /// <summary>Waits for it; the same exceptions as PublishAsync.</summary>
    public async ValueTask<PubAckResponse> GetResponseAsync(CancellationToken cancellationToken = default) =>
        await response!.WaitAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Nothing is held: an acknowledgement that nobody asked for is forgotten.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
