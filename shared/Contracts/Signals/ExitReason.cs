using System.Text.Json.Serialization;
using Pipeline.Contracts.Json;

namespace Pipeline.Contracts.Signals;

/// <summary>Why a position was left.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ExitReason>))]
public enum ExitReason
{
    StopLoss,
    VenueStop,
    TrailingStop,
    TakeProfit,
    TimeLimit,
    Deceleration,
    EndOfDay,
    ForceExit,
    EmergencyExit,
    ClosedExternally,
}
