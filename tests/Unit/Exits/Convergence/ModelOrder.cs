using Pipeline.Contracts.Orders;

namespace Pipeline.Tests.Unit.Exits.Convergence;

internal sealed class ModelOrder
{
    public required string Id { get; init; }
    public required OrderType Type { get; init; }
    public required OrderStatus Status { get; set; }
    public required decimal Quantity { get; set; }
    public decimal Filled { get; set; }
    public decimal? Limit { get; set; }
    public decimal? Stop { get; set; }
    public ModelOrder? Parent { get; set; }
    public ModelOrder? Replaces { get; set; }
    public string? ReplacedBy { get; set; }
    public bool Buy { get; init; }
    public bool Complex { get; init; }

    /// <summary>Ends with the session.</summary>
    public bool Day { get; init; }

    /// <summary>Its cancel hangs for so many steps more.</summary>
    public int Frozen { get; set; }

    public decimal Remaining => Quantity - Filled;

    public bool IsOpen => Status is OrderStatus.New or OrderStatus.PartiallyFilled or OrderStatus.Held or OrderStatus.PendingCancel;

    public ModelOrder Root => (Parent ?? Replaces)?.Root ?? this;

    public VenueOrder Shown() => Some.Order(
        Id, Type, Status, Quantity, Filled, Limit, Stop, Buy ? OrderSide.Buy : OrderSide.Sell, Complex ? OrderClass.Bracket : OrderClass.Simple, Parent?.Id) with
    {
        ReplacesVenueOrderId = Replaces?.Id,
        ReplacedByVenueOrderId = ReplacedBy,
    };
}
