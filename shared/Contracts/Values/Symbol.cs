using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Pipeline.Contracts.Json;

namespace Pipeline.Contracts.Values;

/// <summary>The canonical name of an instrument: <c>AAPL</c>, <c>BRK.B</c>, <c>BTC/USD</c>; at most 16 characters.</summary>
[JsonConverter(typeof(SymbolConverter))]
public readonly record struct Symbol : IComparable<Symbol>
{
    private const int LongestName = 16;
    private readonly string? _name;

    /// <exception cref="FormatException">The text is not a symbol.</exception>
    public Symbol(string name)
    {
        if (!IsValid(name))
            throw new FormatException($"'{name}' is not a symbol: expected letters and digits, at most one '.' or '/', {LongestName} characters at most.");
        _name = name;
    }

    public string Name => _name ?? throw new InvalidOperationException("An uninitialised symbol was read.");

    /// <summary>The symbol as one subject token: '.' is written '-', '/' is written '_'; neither occurs in a symbol.</summary>
    public string Token => Name.Replace('.', '-').Replace('/', '_');

    public bool IsCrypto => Name.Contains('/', StringComparison.Ordinal);

    public static Symbol FromToken(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return new Symbol(token.Replace('-', '.').Replace('_', '/'));
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out Symbol symbol)
    {
        symbol = IsValid(text) ? new Symbol(text) : default;
        return symbol._name is not null;
    }

    public int CompareTo(Symbol other) => string.CompareOrdinal(_name, other._name);

    public override string ToString() => _name ?? "";

    public static bool operator <(Symbol left, Symbol right) => left.CompareTo(right) < 0;
    public static bool operator >(Symbol left, Symbol right) => left.CompareTo(right) > 0;
    public static bool operator <=(Symbol left, Symbol right) => left.CompareTo(right) <= 0;
    public static bool operator >=(Symbol left, Symbol right) => left.CompareTo(right) >= 0;

    private static bool IsValid([NotNullWhen(true)] string? text)
    {
        if (text is not { Length: > 0 and <= LongestName } || !char.IsAsciiLetterUpper(text[0]))
            return false;
        var separator = text.IndexOfAny(['.', '/']);
        if (separator == text.Length - 1)
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (i != separator && !char.IsAsciiLetterUpper(text[i]) && !char.IsAsciiDigit(text[i]))
                return false;
        }

        return true;
    }
}
