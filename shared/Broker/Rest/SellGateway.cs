using Pipeline.Broker.Port;

namespace Pipeline.Broker.Rest;

/// <inheritdoc cref="ISellGateway"/>
internal sealed class SellGateway(OrderSender sender) : ISellGateway
{
    public Task<RequestOutcome> SubmitSellAsync(string orderBody, CancellationToken cancellationToken) =>
        sender.SubmitAsync(orderBody, "sell", DateTimeOffset.MaxValue, cancellationToken);

    public Task<RequestOutcome> ReplaceSellAsync(string venueOrderId, string replaceBody, CancellationToken cancellationToken) =>
        sender.ReplaceAsync(venueOrderId, replaceBody, cancellationToken);

    public Task<RequestOutcome> CancelSellAsync(string venueOrderId, CancellationToken cancellationToken) => sender.CancelAsync(venueOrderId, cancellationToken);
}
