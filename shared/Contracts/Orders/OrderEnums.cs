using System.Text.Json.Serialization;
using Pipeline.Contracts.Json;

namespace Pipeline.Contracts.Orders;

/// <summary>Which way an order trades.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<OrderSide>))]
public enum OrderSide
{
    Buy,
    Sell,
}

/// <summary>How an order is priced; <see cref="Unrecognized"/> when the venue says a text we do not know.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<OrderType>))]
public enum OrderType
{
    Unrecognized,
    Market,
    Limit,
    Stop,
    StopLimit,
    TrailingStop,
}

/// <summary>How long an order works; <see cref="Unrecognized"/> when the venue says a text we do not know.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<TimeInForce>))]
public enum TimeInForce
{
    Unrecognized,
    Day,
    Gtc,
    Ioc,
    Fok,
    Opg,
    Cls,
}

/// <summary>How an order belongs to others; <see cref="Unrecognized"/> when the venue says a text we do not know.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<OrderClass>))]
public enum OrderClass
{
    Unrecognized,
    Simple,
    Bracket,
    Oto,
    Oco,
}

/// <summary>Every status the venue knows, and <see cref="Unrecognized"/> for a text we do not.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<OrderStatus>))]
public enum OrderStatus
{
    Unrecognized,
    New,
    PartiallyFilled,
    Filled,
    DoneForDay,
    Canceled,
    Expired,
    Replaced,
    PendingCancel,
    PendingReplace,
    Accepted,
    PendingNew,
    AcceptedForBidding,
    Stopped,
    Rejected,
    Suspended,
    Calculated,
    Held,
}
