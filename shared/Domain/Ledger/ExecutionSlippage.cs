using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Ledger;

/// <summary>How much worse an order was executed than the price it was decided on (implementation shortfall against the arrival price).</summary>
/// <param name="Arrival">The middle of the quote that an entry or an exit was decided on; of a stop, where it rested.</param>
/// <param name="Fraction">Of the arrival price; above zero is worse, below better.</param>
public sealed record ExecutionSlippage(Price Arrival, decimal Fraction)
{
    private const int Digits = 6;

    /// <param name="order">The order with its mean price so far.</param>
    /// <param name="role">What it is to its round trip.</param>
    /// <param name="decidedOn">The quote it was decided on; null when it is not known.</param>
    /// <returns>Null where there is nothing to compare; a take-profit rests at its price and slips by none.</returns>
    public static ExecutionSlippage? Of(VenueOrder order, OrderRole role, QuoteValues? decidedOn)
    {
        ArgumentNullException.ThrowIfNull(order);
        var arrival = role switch
        {
            OrderRole.Entry or OrderRole.Exit => MiddleOf(decidedOn),
            OrderRole.Stop => order.StopPrice,
            _ => null,
        };
        if (arrival is not { Value: > 0 } reference || order.FilledAveragePrice is not { } paid || order.FilledQuantity.IsZero)
            return null;
        var worse = order.Side == OrderSide.Buy ? paid.Value - reference.Value : reference.Value - paid.Value;
        return new ExecutionSlippage(reference, Math.Round(worse / reference.Value, Digits));
    }

    private static Price? MiddleOf(QuoteValues? quote) =>
        quote is { Bid: { Value: > 0 } bid, Ask: { Value: > 0 } ask } && ask.Value >= bid.Value ? new Price((bid.Value + ask.Value) / 2) : null;
}
