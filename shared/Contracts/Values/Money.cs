using System.Globalization;
using System.Text.Json.Serialization;
using Pipeline.Contracts.Json;

namespace Pipeline.Contracts.Values;

/// <summary>An amount of US dollars of either sign, exact.</summary>
[JsonConverter(typeof(MoneyConverter))]
public readonly record struct Money(decimal Value) : IComparable<Money>
{
    public static Money Zero => default;

    /// <summary>Rounded to cents, half away from zero, as statements of account do.</summary>
    public Money RoundedToCents() => new(decimal.Round(Value, 2, MidpointRounding.AwayFromZero));

    public int CompareTo(Money other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("0.############", CultureInfo.InvariantCulture);

    public static Money operator +(Money left, Money right) => new(left.Value + right.Value);
    public static Money operator -(Money left, Money right) => new(left.Value - right.Value);
    public static Money operator -(Money amount) => new(-amount.Value);
    public static bool operator <(Money left, Money right) => left.Value < right.Value;
    public static bool operator >(Money left, Money right) => left.Value > right.Value;
    public static bool operator <=(Money left, Money right) => left.Value <= right.Value;
    public static bool operator >=(Money left, Money right) => left.Value >= right.Value;
}
