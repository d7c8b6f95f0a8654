namespace Pipeline.Broker.Port;

/// <summary>The buyer's way to the venue: buys only. A request is sent once; nothing here retries.</summary>
/// <remarks>A cancellation counts until the request leaves; from then on its outcome is waited for, at most the request time-out (10 s).</remarks>
public interface IBuyGateway
{
    /// <summary>Sends a stored body as it is.</summary>
    /// <param name="orderBody">A body made by <see cref="OrderBodies"/>, with side buy.</param>
    /// <param name="sendBefore">Machine time from which on it does not leave: asked right before it would, so that a sender who was frozen on the way sends nothing stale.</param>
    /// <exception cref="InvalidOperationException">The body is not a buy.</exception>
    Task<RequestOutcome> SubmitBuyAsync(string orderBody, DateTimeOffset sendBefore, CancellationToken cancellationToken);

    /// <summary>The same without a last moment.</summary>
    Task<RequestOutcome> SubmitBuyAsync(string orderBody, CancellationToken cancellationToken) => SubmitBuyAsync(orderBody, DateTimeOffset.MaxValue, cancellationToken);

    /// <summary>Asks for the end of a buy order; accepted means asked, not ended.</summary>
    Task<RequestOutcome> CancelBuyAsync(string venueOrderId, CancellationToken cancellationToken);
}
