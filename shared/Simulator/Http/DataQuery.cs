using System.Globalization;
using Pipeline.Exchange;
using Pipeline.Simulator.Markets;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Http;

/// <summary>Reads and checks the query parameters that the data endpoints share.</summary>
/// <param name="aroundTheClock">True for crypto, whose dates are UTC's; dates of stocks are New York's.</param>
public sealed class DataQuery(IQueryCollection query, bool aroundTheClock)
{
    private static readonly string[] Feeds = ["iex", "sip", "delayed_sip", "otc", "boats", "overnight"];
    private static readonly string[] Adjustments = ["raw", "split", "dividend", "spin-off", "all"];

    /// <summary>A refusal of the data API: 400 with a sentence.</summary>
    public static RefusedException Invalid(string message) => new(new Refusal(400, 40010000, message));

    /// <summary>The text of a parameter, or null when it is missing or empty.</summary>
    public string? Text(string name) => query[name].FirstOrDefault() is { Length: > 0 } text ? text : null;

    /// <summary>The symbols of a comma list, in the order of their names; some clients write <c>symbols[]=A&amp;symbols[]=B</c>.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public IReadOnlyList<string> Symbols()
    {
        var symbols = query["symbols"].Concat(query["symbols[]"])
            .SelectMany(text => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Distinct(StringComparer.Ordinal).ToList();
        return symbols.Count > 0 ? symbols : throw Invalid("symbols is required");
    }

    /// <exception cref="RefusedException">It is not a number within the limits.</exception>
    public int Whole(string name, int otherwise, int least, int most)
    {
        if (Text(name) is not { } text) return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Invalid($"{name} must be between {least} and {most}");
    }

    /// <summary>A moment, or a date, which is its beginning or its end.</summary>
    /// <exception cref="RefusedException">It is neither.</exception>
    public DateTimeOffset? Moment(string name, bool endOfDay = false)
    {
        if (Text(name) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return endOfDay ? Midnight(day.AddDays(1)).AddTicks(-1) : Midnight(day);
        return WireTime.Parse(text) ?? throw Invalid($"invalid {name}: {text}");
    }

    /// <exception cref="RefusedException">It is no date.</exception>
    public DateOnly? Day(string name)
    {
        if (Text(name) is not { } text) return null;
        return text.Length >= 10 && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Invalid($"invalid {name}: {text}");
    }

    /// <summary>True for the newest first.</summary>
    /// <exception cref="RefusedException">It is neither asc nor desc.</exception>
    public bool Descending(bool otherwise = false) => Text("sort")?.ToLowerInvariant() switch
    {
        null => otherwise,
        "asc" => false,
        "desc" => true,
        var other => throw Invalid($"invalid sort: {other}"),
    };

    /// <summary>Refuses what the venue knows and this market cannot give: other feeds, other currencies, unknown adjustments.</summary>
    public void CheckFeed()
    {
        if (Text("feed") is { } feed && !Feeds.Contains(feed)) throw Invalid($"invalid feed: {feed}");
        if (Text("currency") is { } currency && currency != "USD") throw Invalid($"invalid currency: {currency}");
        if (Text("asof") is { } asof && asof != "-") _ = Day("asof");
        if (Text("adjustment")?.Split(',').FirstOrDefault(one => !Adjustments.Contains(one)) is { } other) throw Invalid($"invalid adjustment: {other}");
    }

    private DateTimeOffset Midnight(DateOnly day) =>
        aroundTheClock ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : NewYork.At(day, TimeOnly.MinValue);
}
