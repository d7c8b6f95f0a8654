using System.Globalization;
using System.Text;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Universe;

namespace Pipeline.Scanner;

/// <summary>The choice of symbols as an event's facts: how many were left out for each reason, and by name what is watched and what is not.</summary>
public static class UniverseFacts
{
    public const string Watched = "watched";
    public const string Dropped = "dropped:";

    /// <summary>Characters of names in one event; a message holds 256 KiB, and a venue's whole list is some 80,000.</summary>
    public const int MostCharacters = 150_000;

    /// <summary>Names are separated by spaces; what is watched comes before what is not, and beyond <paramref name="mostCharacters"/> nothing is named, only counted.</summary>
    public static SortedDictionary<string, string> Of(UniverseDecision decision, int mostCharacters = MostCharacters)
    {
        ArgumentNullException.ThrowIfNull(decision);
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var left = mostCharacters;
        facts[Watched] = Names(decision.Kept, ref left);
        // The short lists first: who is blocked or not tradable is asked for more often than who is not on the list.
        foreach (var reason in decision.Dropped.GroupBy(dropped => dropped.Value, dropped => dropped.Key).OrderBy(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal))
        {
            facts[reason.Key] = reason.Count().ToString(CultureInfo.InvariantCulture);
            facts[Dropped + reason.Key] = Names(reason.Order(), ref left);
        }

        return facts;
    }

    private static string Names(IEnumerable<Symbol> symbols, ref int left)
    {
        var names = new StringBuilder();
        foreach (var symbol in symbols)
        {
            if (symbol.Name.Length + 1 > left)
                break;
            left -= symbol.Name.Length + 1;
            names.Append(names.Length > 0 ? " " : "").Append(symbol.Name);
        }

        return names.ToString();
    }
}
