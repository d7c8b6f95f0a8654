using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;

namespace Pipeline.Domain.VenueRules;

/// <summary>What is known beside the order itself. Null is not known, and a rule that needs it does not judge: then the venue does.</summary>
public sealed record KnownFacts
{
    /// <summary>Nothing but the order is known: what stays are the rules that its own words break.</summary>
    public static KnownFacts None { get; } = new();

    public AssetFacts Asset { get; init; } = new();

    /// <summary>Shares held in the symbol, below zero when short.</summary>
    public decimal? Position { get; init; }

    /// <summary>Shares held less what is owed as a fee in kind; the position when null.</summary>
    public decimal? Owned { get; init; }

    /// <summary>Every open order in the symbol, each leg as an order of its own with its parent's id.</summary>
    public IReadOnlyList<VenueOrder>? OpenOrders { get; init; }

    /// <summary>Dollars of the last trade.</summary>
    public decimal? LastPrice { get; init; }

    /// <summary>Best bid in dollars; 0 when there is none.</summary>
    public decimal? Bid { get; init; }

    public bool? IsHalted { get; init; }

    /// <summary>The client order id was used before.</summary>
    public bool? ClientOrderIdIsTaken { get; init; }

    /// <summary>The account may trade parts of shares.</summary>
    public bool? MayTradeFractions { get; init; }

    /// <summary>The account may sell what it does not hold.</summary>
    public bool? MayShort { get; init; }

    /// <summary>Orders for the next opening auction are taken now: 19:00 to 9:28 New York.</summary>
    public bool? TakesOpeningAuction { get; init; }

    /// <summary>Orders for the next closing auction are taken now: 19:00 to 15:50 New York.</summary>
    public bool? TakesClosingAuction { get; init; }

    /// <summary>True when the side adds to the position or opens one; null while the position is not known.</summary>
    internal bool? Opens(OrderSide side) => Position is { } held ? held == 0m || (side == OrderSide.Buy) == (held > 0m) : null;
}
