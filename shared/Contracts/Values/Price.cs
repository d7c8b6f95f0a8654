using System.Globalization;
using System.Text.Json.Serialization;
using Pipeline.Contracts.Json;

namespace Pipeline.Contracts.Values;

/// <summary>A price of one share or coin in US dollars; above zero, at most one billion.</summary>
[JsonConverter(typeof(PriceConverter))]
public readonly record struct Price : IComparable<Price>
{
    private const decimal Highest = 1_000_000_000m;

    /// <exception cref="ArgumentOutOfRangeException">The value is not above zero, or above one billion.</exception>
    public Price(decimal value)
    {
        if (value is <= 0 or > Highest)
            throw new ArgumentOutOfRangeException(nameof(value), value, "A price is above 0 and at most 1,000,000,000.");
        Value = value;
    }

    public decimal Value { get; }

    /// <summary>The price moved by a fraction of itself; 0.01 is one per cent up, -0.01 one per cent down.</summary>
    public Price Moved(decimal fraction) => new(Value * (1 + fraction));

    /// <summary>Rounded down to the venue's tick: 0.01 from one dollar upward, 0.0001 below.</summary>
    public Price FlooredToTick() => new(Math.Max(Tick, Math.Floor(Value / Tick) * Tick));

    /// <summary>Rounded up to the venue's tick: 0.01 from one dollar upward, 0.0001 below.</summary>
    public Price CeiledToTick() => new(Math.Ceiling(Value / Tick) * Tick);

    /// <summary>The step that this price may move by, dollars.</summary>
    public decimal Tick => Value >= 1 ? 0.01m : 0.0001m;

    public int CompareTo(Price other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("0.#########", CultureInfo.InvariantCulture);

    public static Money operator *(Price price, Shares quantity) => new(price.Value * quantity.Value);
    public static bool operator <(Price left, Price right) => left.Value < right.Value;
    public static bool operator >(Price left, Price right) => left.Value > right.Value;
    public static bool operator <=(Price left, Price right) => left.Value <= right.Value;
    public static bool operator >=(Price left, Price right) => left.Value >= right.Value;
}
