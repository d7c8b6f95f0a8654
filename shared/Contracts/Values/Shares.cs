using System.Globalization;
using System.Text.Json.Serialization;
using Pipeline.Contracts.Json;

namespace Pipeline.Contracts.Values;

/// <summary>A quantity of shares or coins; zero or more, at most nine decimals. The pipeline is long only.</summary>
[JsonConverter(typeof(SharesConverter))]
public readonly record struct Shares : IComparable<Shares>
{
    /// <exception cref="ArgumentOutOfRangeException">The value is below zero or has more than nine decimals.</exception>
    public Shares(decimal value)
    {
        if (value < 0 || decimal.Round(value, 9) != value)
            throw new ArgumentOutOfRangeException(nameof(value), value, "A quantity is zero or more, with at most nine decimals.");
        Value = value;
    }

    public static Shares Zero => default;

    public decimal Value { get; }

    public bool IsZero => Value == 0;

    public bool IsWhole => decimal.Truncate(Value) == Value;

    public int CompareTo(Shares other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("0.#########", CultureInfo.InvariantCulture);

    public static Shares operator +(Shares left, Shares right) => new(left.Value + right.Value);
    public static Shares operator -(Shares left, Shares right) => new(left.Value - right.Value);
    public static bool operator <(Shares left, Shares right) => left.Value < right.Value;
    public static bool operator >(Shares left, Shares right) => left.Value > right.Value;
    public static bool operator <=(Shares left, Shares right) => left.Value <= right.Value;
    public static bool operator >=(Shares left, Shares right) => left.Value >= right.Value;
}
