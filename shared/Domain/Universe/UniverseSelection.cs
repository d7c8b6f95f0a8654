using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Universe;

/// <summary>Which symbols are watched, and why the others are not.</summary>
public static class UniverseSelection
{
    /// <param name="candidates">What the venue offers.</param>
    /// <param name="wanted">A static list; empty for everything the venue offers.</param>
    /// <param name="blocked">Never watched, whatever else says so.</param>
    /// <param name="most">At most so many, pairs first, else in order of name; 1 or more.</param>
    /// <param name="crypto">Pairs are watched too, those that are paid in dollars.</param>
    public static UniverseDecision Select(
        IReadOnlyCollection<Candidate> candidates, IReadOnlySet<Symbol> wanted, IReadOnlySet<Symbol> blocked, int most, bool crypto = false)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(blocked);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var kept = new List<Symbol>();
        var dropped = new SortedDictionary<Symbol, string>();

        // Pairs are few, and somebody has switched them on: thousands of stocks must not push them out.
        foreach (var candidate in candidates.OrderBy(candidate => !candidate.Symbol.IsCrypto).ThenBy(candidate => candidate.Symbol))
        {
            if (Objection(candidate, wanted, blocked, crypto) is { } reason)
                dropped[candidate.Symbol] = reason;
            else if (kept.Count == most)
                dropped[candidate.Symbol] = "over_the_limit";
            else
                kept.Add(candidate.Symbol);
        }

        foreach (var missing in wanted.Where(symbol => candidates.All(candidate => candidate.Symbol != symbol)))
            dropped[missing] = "unknown_at_the_venue";
        return new UniverseDecision([.. kept.Order()], dropped);
    }

    private static string? Objection(Candidate candidate, IReadOnlySet<Symbol> wanted, IReadOnlySet<Symbol> blocked, bool crypto)
    {
        if (wanted.Count > 0 && !wanted.Contains(candidate.Symbol))
            return "not_on_the_list";
        if (blocked.Contains(candidate.Symbol))
            return "blocked";
        if (candidate.Symbol.IsCrypto && !crypto)
            return "crypto_is_not_watched";
        if (candidate.Symbol.IsCrypto && !candidate.Symbol.Name.EndsWith("/USD", StringComparison.Ordinal))
            return "not_paid_in_dollars";
        return candidate.Tradable ? null : "not_tradable";
    }
}

/// <summary>A symbol the venue offers.</summary>
/// <param name="Tradable">The venue accepts orders in it.</param>
public sealed record Candidate(Symbol Symbol, bool Tradable);

/// <summary>The universe and what was left out.</summary>
/// <param name="Kept">Watched symbols in order of name.</param>
/// <param name="Dropped">Reason by symbol.</param>
public sealed record UniverseDecision(IReadOnlyList<Symbol> Kept, IReadOnlyDictionary<Symbol, string> Dropped);
