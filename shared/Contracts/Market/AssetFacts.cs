using System.Text.Json.Serialization;

namespace Pipeline.Contracts.Market;

/// <summary>What is known of what is traded; null is not known.</summary>
public sealed record AssetFacts
{
    private const JsonNumberHandling AsText = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString;

    public bool? IsListed { get; init; }
    public bool? IsTradable { get; init; }
    public bool? IsFractionable { get; init; }
    public bool? IsFractionableInExtendedHours { get; init; }

    /// <summary>False for a stock that is hard to borrow, which takes DAY orders only; null for pairs.</summary>
    public bool? IsEasyToBorrow { get; init; }

    /// <summary>Smallest quantity of an order; pairs only.</summary>
    [JsonNumberHandling(AsText)]
    public decimal? SmallestOrder { get; init; }

    /// <summary>Step of quantities; pairs only.</summary>
    [JsonNumberHandling(AsText)]
    public decimal? QuantityStep { get; init; }

    /// <summary>Step of prices in dollars; pairs only.</summary>
    [JsonNumberHandling(AsText)]
    public decimal? PriceStep { get; init; }
}
