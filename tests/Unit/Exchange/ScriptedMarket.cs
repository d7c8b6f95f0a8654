using Pipeline.Exchange;

namespace Pipeline.Tests.Unit.Exchange;

/// <summary>A market that stands where the test puts it.</summary>
public sealed class ScriptedMarket : IMarket
{
    private readonly Dictionary<string, (decimal Bid, decimal Ask, decimal Last)> _prices = [];

    public Dictionary<string, Asset> Assets { get; } = new()
    {
        ["AAA"] = new Asset("AAA", "Aaa Incorporated"),
        ["BBB"] = new Asset("BBB", "Bbb Incorporated"),
        ["OFF"] = new Asset("OFF", "Off Incorporated") { Tradable = false },
        ["WHOLE"] = new Asset("WHOLE", "Whole Incorporated") { Fractionable = false },
        ["NOSHORT"] = new Asset("NOSHORT", "No Short Incorporated") { Shortable = false },
        ["HARD"] = new Asset("HARD", "Hard Incorporated") { EasyToBorrow = false },
    };

    /// <summary>Puts the last trade at a price, with a spread of two cents around it.</summary>
    public void Put(string symbol, decimal last) => _prices[symbol] = (last - 0.01m, last + 0.01m, last);

    public Asset? Find(string symbol) => Assets.GetValueOrDefault(symbol);

    public Tick? TickAt(string symbol, DateTimeOffset at) =>
        !Assets.ContainsKey(symbol) ? null
        : _prices.TryGetValue(symbol, out var price) ? new Tick(price.Bid, price.Ask, 100m, 100m, price.Last, at)
        : new Tick(99.99m, 100.01m, 100m, 100m, 100m, at);
}
