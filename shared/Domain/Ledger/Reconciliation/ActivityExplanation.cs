using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Ledger.Reconciliation;

/// <summary>Explains a difference in quantity by what the venue says it did to the account: a split, a new name, an end of trading.</summary>
/// <remarks>
/// The list is used as an explanation and never as news: it comes late, and what a comparison has booked already would be booked twice. Each entry is applied once, by its id.
/// </remarks>
public static class ActivityExplanation
{
    /// <summary>The position with the activities that make exactly the difference; null when none do.</summary>
    /// <param name="position">The book.</param>
    /// <param name="activities">What REST lists, of any symbol.</param>
    /// <param name="formerly">The book of the symbol whose shares these were, when they came under another name.</param>
    /// <param name="change">Shares that the venue has more than the book; below zero when it has less.</param>
    public static Position? Explain(Position position, IReadOnlyCollection<AccountActivity> activities, Position? formerly, decimal change)
    {
        ArgumentNullException.ThrowIfNull(position);
        ArgumentNullException.ThrowIfNull(activities);
        var open = activities.Where(one => one.Symbol == position.Symbol && one.Quantity != 0 && position.Adjustments.All(applied => applied.Id != one.Id)).ToArray();
        var last = open.LastOrDefault(one => one.Quantity == change);
        AccountActivity[] explaining = last is not null ? [last] : open.Sum(one => one.Quantity) == change ? open : [];
        if (explaining.Length == 0)
            return null;
        return explaining.Aggregate(position, (folded, one) => Apply(folded, one, formerly));
    }

    /// <summary>The symbol that shares had before they came under a new one: the other half of the pair, at the same moment.</summary>
    public static Symbol? FormerSymbol(Symbol symbol, IReadOnlyCollection<AccountActivity> activities, decimal change)
    {
        ArgumentNullException.ThrowIfNull(activities);
        var came = activities.LastOrDefault(one => one.Symbol == symbol && KindOf(one) == AdjustmentKind.Rename && one.Quantity == change);
        return came is null ? null : activities.LastOrDefault(one => one.Symbol != symbol && KindOf(one) == AdjustmentKind.Rename && one.At == came.At && one.Quantity == -change)?.Symbol;
    }

    private static Position Apply(Position position, AccountActivity activity, Position? formerly) => KindOf(activity) switch
    {
        AdjustmentKind.Split => Split(position, activity),
        AdjustmentKind.Rename when activity.Quantity > 0 => Carried(position, activity, formerly),
        AdjustmentKind.Rename => Adjust(position, activity, AdjustmentKind.Rename, position.AverageEntryPrice),
        var kind => Adjust(position, activity, kind, activity is { Quantity: < 0, Cash.Value: > 0 } ? new Price(-activity.Cash.Value / activity.Quantity) : null),
    };

    // More or fewer shares for the same money: every price of the position is another one now.
    private static Position Split(Position position, AccountActivity activity)
    {
        var before = position.Quantity.Value;
        if (before + activity.Quantity <= 0 || before == 0)
            return Adjust(position, activity, AdjustmentKind.Split, null);
        var ratio = before / (before + activity.Quantity);
        var split = new PositionAdjustment
        {
            Id = activity.Id,
            Kind = AdjustmentKind.Split,
            QuantityChange = activity.Quantity,
            Amends = OrderSide.Buy,
            NotionalChange = Money.Zero,
            At = activity.At,
        };
        return PositionFold.Adjust(position, split, stop: null, takeProfit: null) with
        {
            InitialStop = Scaled(position.InitialStop, ratio)?.FlooredToTick(),
            WantedStop = Scaled(position.WantedStop, ratio)?.FlooredToTick(),
            TakeProfit = Scaled(position.TakeProfit, ratio)?.CeiledToTick(),
            Peak = Scaled(position.Peak, ratio),
            Trough = Scaled(position.Trough, ratio),
        };
    }

    private static Position Carried(Position position, AccountActivity activity, Position? formerly)
    {
        var carried = Adjust(position, activity, AdjustmentKind.Rename, formerly?.AverageEntryPrice);
        return formerly is null || !position.Quantity.IsZero ? carried : carried with
        {
            Strategy = formerly.Strategy ?? carried.Strategy,
            InitialStop = formerly.InitialStop,
            WantedStop = formerly.WantedStop,
            TakeProfit = formerly.TakeProfit,
            Peak = formerly.Peak,
            Trough = formerly.Trough,
            TrailingActive = formerly.TrailingActive,
            BreakevenReached = formerly.BreakevenReached,
        };
    }

    private static Position Adjust(Position position, AccountActivity activity, AdjustmentKind kind, Price? price) => PositionFold.Adjust(
        position, new PositionAdjustment { Id = activity.Id, Kind = kind, QuantityChange = activity.Quantity, Price = price, At = activity.At }, stop: null, takeProfit: null);

    private static AdjustmentKind KindOf(AccountActivity activity) => activity.Type switch
    {
        "SPLIT" or "SSP" => AdjustmentKind.Split,
        "NC" or "SC" => AdjustmentKind.Rename,
        "CFEE" => AdjustmentKind.FeeInKind,
        _ => activity.Quantity > 0 ? AdjustmentKind.Adopted : AdjustmentKind.ClosedExternally,
    };

    private static Price? Scaled(Price? price, decimal ratio) => price is { } known ? new Price(known.Value * ratio) : null;
}
