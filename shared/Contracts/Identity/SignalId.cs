using System.Globalization;
using Pipeline.Contracts.Values;

namespace Pipeline.Contracts.Identity;

/// <summary>Ids of signals: the same strategy, symbol and bar always make the same id.</summary>
public static class SignalId
{
    public static string For(string strategy, Symbol symbol, DateTimeOffset barStart) =>
        string.Create(CultureInfo.InvariantCulture, $"{strategy}-{symbol.Token}-{barStart.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");
}
