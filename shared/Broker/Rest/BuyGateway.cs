using Pipeline.Broker.Port;

namespace Pipeline.Broker.Rest;

/// <inheritdoc cref="IBuyGateway"/>
internal sealed class BuyGateway(OrderSender sender) : IBuyGateway
{
    public Task<RequestOutcome> SubmitBuyAsync(string orderBody, DateTimeOffset sendBefore, CancellationToken cancellationToken) =>
        sender.SubmitAsync(orderBody, "buy", sendBefore, cancellationToken);

    public Task<RequestOutcome> CancelBuyAsync(string venueOrderId, CancellationToken cancellationToken) => sender.CancelAsync(venueOrderId, cancellationToken);
}
