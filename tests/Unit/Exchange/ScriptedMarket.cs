using Pipeline.Exchange;

namespace Pipeline.Tests.Unit.Exchange;

/// <summary>A market that stands where the test puts it.</summary>
public sealed class ScriptedMarket : IMarket
{
    private readonly Dictionary<string, List<(DateTimeOffset From, decimal Last)>> _prices = [];
    private readonly Dictionary<string, Tick> _fixed = [];

    /// <summary>Shares on either side of every quote.</summary>
    public decimal Size { get; set; } = 100m;

    public Dictionary<string, Asset> Assets { get; } = new()
    {
        ["AAA"] = new Asset("AAA", "Aaa Incorporated"),
        ["BBB"] = new Asset("BBB", "Bbb Incorporated"),
        ["OFF"] = new Asset("OFF", "Off Incorporated") { Tradable = false },
        ["WHOLE"] = new Asset("WHOLE", "Whole Incorporated") { Fractionable = false },
        ["NOSHORT"] = new Asset("NOSHORT", "No Short Incorporated") { Shortable = false },
        ["NIGHT"] = new Asset("NIGHT", "Night Incorporated") { OvernightTradable = true },
        ["CASH"] = new Asset("CASH", "Cash Incorporated") { Marginable = false },
        ["BTC/USD"] = Asset.Pair("BTC/USD", "Bitcoin", 0.0001m, 0.01m),
        ["HARD"] = new Asset("HARD", "Hard Incorporated") { EasyToBorrow = false },
    };

    /// <summary>Puts the last trade at a price, with a spread of two cents around it.</summary>
    /// <param name="from">Since when; null for always.</param>
    public void Put(string symbol, decimal last, DateTimeOffset? from = null)
    {
        if (from is null || !_prices.TryGetValue(symbol, out var prices)) _prices[symbol] = prices = [];
        prices.Add((from ?? DateTimeOffset.MinValue, last));
    }

    /// <summary>Puts bid, ask and last trade where they are said to be.</summary>
    public void Put(string symbol, Tick tick) => _fixed[symbol] = tick;

    public Asset? Find(string symbol) => Assets.GetValueOrDefault(symbol);

    public Tick? TickAt(string symbol, DateTimeOffset at)
    {
        if (!Assets.ContainsKey(symbol)) return null;
        if (_fixed.TryGetValue(symbol, out var tick)) return tick;
        var last = 100m;
        foreach (var (from, price) in _prices.GetValueOrDefault(symbol) ?? [])
        {
            if (from <= at) last = price;
        }

        return new Tick(last - 0.01m, last + 0.01m, Size, Size, last, at);
    }
}
