using System.Globalization;

namespace Pipeline.Orchestrator.Chaos.Checking.Rules;

/// <summary>At the end, the book holds what the venue holds, no more and no less.</summary>
public static class PositionRule
{
    public static IEnumerable<Finding> Judge(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var account = Batches.Fold(evidence.Venue, (_, _) => { });
        var book = evidence.Of("LEDGER", "position.")
            .GroupBy(line => line.Text("symbol") ?? line.Subject, StringComparer.Ordinal)
            .ToDictionary(lines => lines.Key, lines => lines.MaxBy(line => line.Sequence)!.Number("quantity") ?? 0, StringComparer.Ordinal);
        var held = account.Holdings.ToDictionary(holding => holding.Key, holding => holding.Value.Quantity, StringComparer.Ordinal);
        foreach (var symbol in held.Keys.Union(book.Keys, StringComparer.Ordinal))
        {
            var (venue, ours) = (held.GetValueOrDefault(symbol), book.GetValueOrDefault(symbol));
            if (venue == ours)
                continue;
            yield return new Finding(
                venue > ours ? Figure.PositionsLost : Figure.PositionsInvented, symbol, [], evidence.Until,
                string.Create(CultureInfo.InvariantCulture, $"the venue holds {venue} shares, the book {ours}"));
        }
    }
}
