namespace Pipeline.Broker.Port;

/// <summary>The seller's way to the venue: sells only, stops included. A request is sent once; nothing here retries.</summary>
/// <remarks>A cancellation counts until the request leaves; from then on its outcome is waited for, at most the request time-out (10 s).</remarks>
public interface ISellGateway
{
    /// <summary>Sends a stored body as it is.</summary>
    /// <param name="orderBody">A body made by <see cref="OrderBodies"/>, with side sell.</param>
    /// <exception cref="InvalidOperationException">The body is not a sell.</exception>
    Task<RequestOutcome> SubmitSellAsync(string orderBody, CancellationToken cancellationToken);

    /// <summary>Replaces a working sell; an accepted answer carries the new order.</summary>
    /// <param name="replaceBody">A body made by <see cref="OrderBodies.Replace"/>.</param>
    Task<RequestOutcome> ReplaceSellAsync(string venueOrderId, string replaceBody, CancellationToken cancellationToken);

    /// <summary>Asks for the end of a sell order; accepted means asked, not ended.</summary>
    Task<RequestOutcome> CancelSellAsync(string venueOrderId, CancellationToken cancellationToken);
}
