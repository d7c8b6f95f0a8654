using System.Text.Json.Serialization;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Ledger;

/// <summary>A change of a position that no execution explains; applied once, by id.</summary>
public sealed record PositionAdjustment
{
    public required string Id { get; init; }
    public required AdjustmentKind Kind { get; init; }

    /// <summary>Shares added (positive) or taken away (negative).</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public required decimal QuantityChange { get; init; }

    /// <summary>Price per share the change is booked at, when there is one.</summary>
    public Price? Price { get; init; }

    /// <summary>Set when the change amends what was bought or sold (a bust, a correction, a split, a fee in kind); null when it came or went on its own.</summary>
    public OrderSide? Amends { get; init; }

    /// <summary>What the amended side's sum of dollars changes by; zero when it is only another number of shares for the same money.</summary>
    public Money? NotionalChange { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>Why a position changed without an execution.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<AdjustmentKind>))]
public enum AdjustmentKind
{
    Adopted,
    ClosedExternally,
    Bust,
    Correction,
    FeeInKind,
    Split,
    Rename,
}
