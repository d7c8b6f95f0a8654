using Pipeline.Exchange;

namespace Pipeline.Simulator.Markets;

/// <summary>Invents headlines: on one day in eight a stock is reported about, in the regular session. They move no price.</summary>
public sealed class NewsDesk(ISimulatedMarket market)
{
    private const ulong Purpose = 0x6e657773;

    private static readonly (string Headline, string Summary)[] Stories =
    [
        ("{0} Names New Head of Operations", "The company fills a post that had been open since spring."),
        ("{0} Reports Steady Demand", "Orders were in line with what the company had said before."),
        ("{0} Opens Second Plant", "Production is to begin within the year."),
        ("{0} Extends Supply Agreement", "Terms were not told."),
        ("{0} To Present At Industry Conference", "The talk can be followed online."),
        ("{0} Completes Refinancing", "The new notes are due in seven years."),
    ];

    private readonly string[] _symbols = [.. market.Assets.Select(asset => asset.Symbol).Where(symbol => !Pairs.IsPair(symbol))];

    /// <summary>The reports of [from, before), oldest first or newest first.</summary>
    /// <param name="wanted">Symbols, or null for all.</param>
    public IEnumerable<NewsArticle> Articles(DateTimeOffset from, DateTimeOffset before, IReadOnlySet<string>? wanted, bool descending)
    {
        from = from < MarketHistory.Earliest ? MarketHistory.Earliest : from;
        if (before <= from) yield break;
        var (first, last) = (NewYork.DayOf(from), NewYork.DayOf(before));
        var days = last.DayNumber - first.DayNumber + 1;
        for (var index = 0; index < days; index++)
        {
            var day = descending ? last.AddDays(-index) : first.AddDays(index);
            if (!market.HasDataOn(day) || TradingCalendar.On(day) is not { } session) continue;
            var articles = _symbols.Where(symbol => wanted?.Contains(symbol) ?? true).Select(symbol => Of(symbol, session)).OfType<NewsArticle>()
                .Where(article => article.At >= from && article.At < before);
            foreach (var article in descending ? articles.OrderByDescending(article => article.Id) : articles.OrderBy(article => article.Id)) yield return article;
        }
    }

    private NewsArticle? Of(string symbol, TradingSession session)
    {
        var seed = Chance.Mix(Chance.Hash(symbol), Purpose, (ulong)session.Day.DayNumber);
        if (seed % 8 != 0) return null;
        var minutes = (ulong)(session.Close - session.Open).TotalMinutes;
        var at = session.Open.AddMinutes(Chance.Mix(seed, 1) % minutes);
        var (headline, summary) = Stories[(int)(Chance.Mix(seed, 2) % (ulong)Stories.Length)];
        var name = market.Find(symbol)?.Name ?? symbol;
        // Grows with time and stays below what JavaScript can count exactly.
        var id = (at.ToUnixTimeSeconds() / 60 * 100_000) + (long)(Chance.Hash(symbol) % 100_000);
        return new NewsArticle(id, symbol, string.Format(System.Globalization.CultureInfo.InvariantCulture, headline, name), summary, at);
    }
}
