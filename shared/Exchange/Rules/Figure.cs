using System.Globalization;

namespace Pipeline.Exchange;

/// <summary>Decimals as the venue writes them: no trailing zeros, no exponent.</summary>
public static class Figure
{
    public static string Text(decimal value) => value.ToString("0.#########", CultureInfo.InvariantCulture);
}
