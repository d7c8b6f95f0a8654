using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Json;

/// <summary>Reads and writes a decimal value type as a JSON string, so that no reader can lose a digit.</summary>
public abstract class DecimalTextConverter<T> : JsonConverter<T>
    where T : struct
{
    protected abstract T Create(decimal value);

    protected abstract decimal ValueOf(T value);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            throw new JsonException($"A {typeof(T).Name} is a decimal number in a JSON string, not {text ?? reader.TokenType.ToString()}.");
        try
        {
            return Create(value);
        }
        catch (ArgumentOutOfRangeException refused)
        {
            throw new JsonException(refused.Message, refused);
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(ValueOf(value).ToString("0.############", CultureInfo.InvariantCulture));
    }
}

/// <summary>Writes a <see cref="Price"/> as a JSON string.</summary>
public sealed class PriceConverter : DecimalTextConverter<Price>
{
    protected override Price Create(decimal value) => new(value);

    protected override decimal ValueOf(Price value) => value.Value;
}

/// <summary>Writes <see cref="Shares"/> as a JSON string.</summary>
public sealed class SharesConverter : DecimalTextConverter<Shares>
{
    protected override Shares Create(decimal value) => new(value);

    protected override decimal ValueOf(Shares value) => value.Value;
}

/// <summary>Writes <see cref="Money"/> as a JSON string.</summary>
public sealed class MoneyConverter : DecimalTextConverter<Money>
{
    protected override Money Create(decimal value) => new(value);

    protected override decimal ValueOf(Money value) => value.Value;
}

/// <summary>Writes a <see cref="Symbol"/> as its canonical name.</summary>
public sealed class SymbolConverter : JsonConverter<Symbol>
{
    public override Symbol Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return Symbol.TryParse(text, out var symbol) ? symbol : throw new JsonException($"'{text}' is not a symbol.");
    }

    public override void Write(Utf8JsonWriter writer, Symbol value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.Name);
    }
}
