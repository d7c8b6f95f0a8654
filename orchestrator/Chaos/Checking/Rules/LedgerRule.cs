using System.Globalization;

namespace Pipeline.Orchestrator.Chaos.Checking.Rules;

/// <summary>The trades' profit is the venue's cash, round trip by round trip and in all.</summary>
public static class LedgerRule
{
    /// <summary>Dollars: the venue tells mean prices with so many digits that parts of a share times them are off in the tenth.</summary>
    private const decimal Tolerance = 0.000001m;

    public static IEnumerable<Finding> Judge(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var trades = evidence.Of("LEDGER", "trade.").ToList();
        var trips = RoundTrip.Of(evidence.Venue).Where(trip => trip.Ended is not null).ToList();
        return [.. Twice(trades), .. trips.GroupBy(trip => trip.Symbol, StringComparer.Ordinal).SelectMany(bySymbol => Compare(bySymbol.Key, [.. bySymbol], Once(trades, bySymbol.Key))), .. Invented(trades, trips), .. Total(evidence, trades, trips)];
    }

    private static IEnumerable<Finding> Twice(List<StoredLine> trades) =>
        trades.GroupBy(trade => trade.Text("tradeId") ?? "", StringComparer.Ordinal).Where(same => same.Count() > 1)
            .Select(same => new Finding(Figure.LedgerMismatches, same.First().Text("symbol"), [same.Key], same.Last().Stored, $"the trade is recorded {same.Count()} times"));

    private static List<StoredLine> Once(List<StoredLine> trades, string symbol) =>
        [.. trades.Where(trade => trade.Text("symbol") == symbol).DistinctBy(trade => trade.Text("tradeId"))];

    // Both sides are in the order they happened in: a symbol is entered again only once its trade is told.
    private static IEnumerable<Finding> Compare(string symbol, List<RoundTrip> trips, List<StoredLine> trades)
    {
        for (var i = 0; i < Math.Max(trips.Count, trades.Count); i++)
        {
            if (i >= trades.Count)
            {
                yield return new Finding(Figure.LedgerMismatches, symbol, [.. trips[i].Orders.Keys], trips[i].Ended!.Value, Text($"a round trip of {trips[i].Bought} shares and {trips[i].Cash} dollars has no trade"));
            }
            else if (i >= trips.Count)
            {
                yield return new Finding(Figure.LedgerMismatches, symbol, [trades[i].Text("tradeId") ?? ""], trades[i].Stored, "the trade has no round trip at the venue");
            }
            else if (!Equal(trades[i].Number("profit"), trips[i].Cash) || trades[i].Number("quantity") != trips[i].Bought)
            {
                yield return new Finding(
                    Figure.LedgerMismatches, symbol, [trades[i].Text("tradeId") ?? "", .. trips[i].Orders.Keys], trades[i].Stored,
                    Text($"the trade says {trades[i].Number("quantity")} shares and {trades[i].Number("profit")} dollars, the venue {trips[i].Bought} and {trips[i].Cash}"));
            }
        }
    }

    private static IEnumerable<Finding> Invented(List<StoredLine> trades, List<RoundTrip> trips) =>
        trades.Where(trade => trips.All(trip => trip.Symbol != trade.Text("symbol"))).DistinctBy(trade => trade.Text("tradeId"))
            .Select(trade => new Finding(Figure.LedgerMismatches, trade.Text("symbol"), [trade.Text("tradeId") ?? ""], trade.Stored, "the trade has no round trip at the venue"));

    private static IEnumerable<Finding> Total(Evidence evidence, List<StoredLine> trades, List<RoundTrip> trips)
    {
        var account = Batches.Fold(evidence.Venue, (_, _) => { });
        // With something still held, cash lies in shares and says nothing.
        if (account.Holdings.Any())
            yield break;
        var earned = account.Cash - evidence.Venue.Where(entry => entry.Type == "account_opened").Sum(entry => entry.Cash ?? 0);
        var told = trades.DistinctBy(trade => trade.Text("tradeId")).Sum(trade => trade.Number("profit") ?? 0);
        if (!Equal(earned, told))
            yield return new Finding(Figure.LedgerMismatches, null, [], evidence.Until, Text($"the account has changed by {earned} dollars over {trips.Count} round trips, the {trades.Count} trades say {told}"));
    }

    private static bool Equal(decimal? told, decimal cash) => told is { } known && Math.Abs(known - cash) < Tolerance;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
