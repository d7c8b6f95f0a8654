using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.VenueRules;
using Pipeline.Tests.Unit.Exchange;
using At = Pipeline.Exchange;

namespace Pipeline.Tests.Unit.VenueRules;

/// <summary>Shows the exchange's state to the rules as complete facts, and its requests as terms.</summary>
internal static class ExchangeAsFacts
{
    public static KnownFacts FactsOf(VenueUnderTest venue, string symbol, string? clientOrderId)
    {
        var (asset, tick) = (venue.Venue.Find(symbol), venue.Venue.TickAt(symbol, venue.Now));
        return new KnownFacts
        {
            Asset = new AssetFacts
            {
                IsListed = asset is not null,
                IsTradable = asset?.Tradable,
                IsFractionable = asset?.Fractionable,
                IsFractionableInExtendedHours = asset?.FractionalExtendedHours,
                IsEasyToBorrow = asset?.EasyToBorrow,
                SmallestOrder = asset?.MinOrderSize,
                QuantityStep = asset?.MinTradeIncrement,
                PriceStep = asset?.PriceIncrement,
            },
            Position = venue.State.Ledger.QuantityOf(symbol),
            Owned = venue.State.Ledger.OwnOf(symbol),
            OpenOrders = [.. venue.State.Orders.OpenIn(symbol).Select(OrderOf)],
            LastPrice = tick?.Last,
            Bid = tick?.Bid,
            IsHalted = venue.State.Assets.IsHalted(symbol),
            ClientOrderIdIsTaken = clientOrderId is not null && venue.State.Orders.Find(clientOrderId) is not null,
            MayTradeFractions = venue.State.Configuration.FractionalTrading,
            MayShort = !venue.State.Configuration.NoShorting,
            TakesOpeningAuction = At.TradingCalendar.OpeningAuctionFor(venue.Now) is not null,
            TakesClosingAuction = At.TradingCalendar.ClosingAuctionFor(venue.Now) is not null,
        };
    }

    /// <summary>Each fact is forgotten as often as not.</summary>
    public static KnownFacts Some(KnownFacts all, Random chance)
    {
        bool Forgets() => chance.Next(2) == 0;
        return new KnownFacts
        {
            Asset = Forgets() ? new AssetFacts() : all.Asset,
            Position = Forgets() ? null : all.Position,
            Owned = Forgets() ? null : all.Owned,
            OpenOrders = Forgets() ? null : all.OpenOrders,
            LastPrice = Forgets() ? null : all.LastPrice,
            Bid = Forgets() ? null : all.Bid,
            IsHalted = Forgets() ? null : all.IsHalted,
            ClientOrderIdIsTaken = Forgets() ? null : all.ClientOrderIdIsTaken,
            MayTradeFractions = Forgets() ? null : all.MayTradeFractions,
            MayShort = Forgets() ? null : all.MayShort,
            TakesOpeningAuction = Forgets() ? null : all.TakesOpeningAuction,
            TakesClosingAuction = Forgets() ? null : all.TakesClosingAuction,
        };
    }

    public static OrderTerms TermsOf(At.OrderRequest request) => new()
    {
        Symbol = new Symbol(request.Symbol),
        Side = Same<OrderSide>(request.Side),
        Type = Same<OrderType>(request.Type),
        TimeInForce = Same<TimeInForce>(request.TimeInForce),
        Class = Same<OrderClass>(request.Class),
        ClientOrderId = request.ClientOrderId,
        Quantity = request.Quantity,
        Notional = request.Notional,
        LimitPrice = request.LimitPrice,
        StopPrice = request.StopPrice,
        TrailPrice = request.TrailPrice,
        TrailPercent = request.TrailPercent,
        TakeProfitPrice = request.TakeProfitPrice,
        StopLossPrice = request.StopLossPrice,
        StopLossLimitPrice = request.StopLossLimitPrice,
        ExtendedHours = request.ExtendedHours,
    };

    public static ReplaceTerms TermsOf(At.ReplaceRequest request) => new()
    {
        Quantity = request.Quantity,
        TimeInForce = request.TimeInForce is { } time ? Same<TimeInForce>(time) : null,
        LimitPrice = request.LimitPrice,
        StopPrice = request.StopPrice,
        Trail = request.Trail,
        ClientOrderId = request.ClientOrderId,
    };

    public static VenueOrder OrderOf(At.Order order) => new()
    {
        VenueOrderId = order.Id.ToString(),
        ClientOrderId = order.ClientOrderId,
        Symbol = new Symbol(order.Symbol),
        Side = Same<OrderSide>(order.Side),
        Type = Same<OrderType>(order.Type),
        TimeInForce = Same<TimeInForce>(order.TimeInForce),
        Class = Same<OrderClass>(order.Class),
        Status = Same<OrderStatus>(order.Status),
        RawStatus = At.WireNames.Of(order.Status),
        Quantity = order.Quantity is { } quantity ? new Shares(quantity) : null,
        FilledQuantity = new Shares(order.FilledQuantity),
        LimitPrice = PriceOf(order.LimitPrice),
        StopPrice = PriceOf(order.StopPrice),
        ParentVenueOrderId = order.ParentId?.ToString(),
        ReplacesVenueOrderId = order.Replaces?.ToString(),
        ReplacedByVenueOrderId = order.ReplacedBy?.ToString(),
    };

    private static Price? PriceOf(decimal? price) => price is { } value ? new Price(value) : null;

    private static T Same<T>(Enum value)
        where T : struct, Enum => Enum.Parse<T>(value.ToString());
}
