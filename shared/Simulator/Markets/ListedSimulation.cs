using Pipeline.Exchange;

namespace Pipeline.Simulator.Markets;

/// <summary>The simulated market as the venue lists it: what was halted shows no bars, what was split or shifted shows other prices, what was renamed another name.</summary>
public sealed class ListedSimulation(ISimulatedMarket market, AssetBook book) : ISimulatedMarket
{
    private readonly ListedMarket _listed = new(market, book);

    public string Identity => market.Identity;

    public IReadOnlyList<Asset> Assets => book.IsEmpty
        ? market.Assets
        : [.. market.Assets.Select(asset => asset.Symbol).Concat(book.All.Select(state => state.Symbol)).Distinct(StringComparer.Ordinal).Select(_listed.Find).OfType<Asset>()];

    public DateTimeOffset DefaultStart => market.DefaultStart;

    public bool HasDataOn(DateOnly day) => market.HasDataOn(day);

    public DateOnly? NextDay(DateOnly day) => market.NextDay(day);

    public DateOnly? PreviousDay(DateOnly day) => market.PreviousDay(day);

    public Asset? Find(string symbol) => _listed.Find(symbol);

    public Tick? TickAt(string symbol, DateTimeOffset at) => _listed.TickAt(symbol, at);

    public MinuteBar? BarAt(string symbol, DateTimeOffset minute) => book.Find(symbol) is not { } state
        ? market.BarAt(symbol, minute)
        : market.BarAt(state.Original, minute) is { } bar ? Listed(bar, state) : null;

    public IEnumerable<MinuteBar> Bars(string symbol, DateTimeOffset from, DateTimeOffset before) => book.Find(symbol) is not { } state
        ? market.Bars(symbol, from, before)
        : market.Bars(state.Original, from, before).Select(bar => Listed(bar, state)).OfType<MinuteBar>();

    private static MinuteBar? Listed(MinuteBar bar, AssetState state)
    {
        if (state.RenamedTo is not null || state.HaltAt(bar.At) is not null) return null;
        var (factor, sizes) = (state.FactorAt(bar.At), state.SizeFactorAt(bar.At));
        if (factor == 1m && sizes == 1m && state.Symbol == state.Original) return bar;
        return bar with
        {
            Symbol = state.Symbol,
            Open = ListedMarket.Scaled(bar.Open, factor),
            High = ListedMarket.Scaled(bar.High, factor),
            Low = ListedMarket.Scaled(bar.Low, factor),
            Close = ListedMarket.Scaled(bar.Close, factor),
            AveragePrice = ListedMarket.Scaled(bar.AveragePrice, factor),
            Volume = decimal.Truncate(bar.Volume / sizes),
        };
    }
}
