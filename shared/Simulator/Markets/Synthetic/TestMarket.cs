using Pipeline.Exchange;

namespace Pipeline.Simulator.Markets.Synthetic;

/// <summary>The one symbol of the test stream, which trades at any hour, whatever market is simulated beside it.</summary>
public sealed class TestMarket(ulong seed) : ISimulatedMarket
{
    /// <summary>The symbol.</summary>
    public const string Symbol = "FAKEPACA";

    private readonly AroundTheClock _market = new(new Dictionary<string, SymbolProfile> { [Symbol] = SymbolProfile.OfClock(seed, Symbol, 135, 1_400_000, 100m, 2) });

    public string Identity => "test stream";

    public IReadOnlyList<Asset> Assets { get; } = [new(Symbol, "Test symbol") { Tradable = false }];

    public DateTimeOffset DefaultStart => MarketHistory.Earliest;

    public bool HasDataOn(DateOnly day) => true;

    public DateOnly? NextDay(DateOnly day) => day.AddDays(1);

    public DateOnly? PreviousDay(DateOnly day) => day.AddDays(-1);

    public Asset? Find(string symbol) => symbol == Symbol ? Assets[0] : null;

    public Tick? TickAt(string symbol, DateTimeOffset at) => _market.TickAt(symbol, at);

    public MinuteBar? BarAt(string symbol, DateTimeOffset minute) => _market.BarAt(symbol, minute);

    public IEnumerable<MinuteBar> Bars(string symbol, DateTimeOffset from, DateTimeOffset before) => _market.Bars(symbol, from, before);
}
