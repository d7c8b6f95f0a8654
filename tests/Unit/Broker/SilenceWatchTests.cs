using Pipeline.Broker;
using Pipeline.Broker.Port;
using Pipeline.Broker.Streams;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Broker;

public sealed class SilenceWatchTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly Symbol Past = new("PAST");
    private static readonly Symbol Spoke = new("SPOKE");
    private static readonly Symbol Quiet = new("QUIET");
    private static readonly Symbol Refused = new("REFUSED");

    [Fact]
    public async Task Asks_only_about_symbols_that_are_wanted_now_and_that_the_venue_has_granted()
    {
        var data = new AskedFor();
        var watch = new SilenceWatch(data, new VenueOptions { StreamSilence = TimeSpan.FromMilliseconds(100) }, TimeProvider.System);
        watch.Heard(new MarketStreamItem.BarClosed(Past, Bar, Revised: false));
        watch.Heard(new MarketStreamItem.BarClosed(Spoke, Bar, Revised: false));
        var wanted = new MarketSubscription(AllBars: false, new HashSet<Symbol> { Spoke, Quiet, Refused }, new HashSet<Symbol>());
        using var stop = new CancellationTokenSource();
        var watching = watch.RunAsync(() => wanted, symbol => symbol != Refused, stop.Token);
        await Eventually.Holds("a question", () => data.First is not null);
        Assert.Equal([Spoke, Quiet], data.First!);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    private static BarValues Bar { get; } = new()
    {
        Start = Noon,
        Open = new Price(10),
        High = new Price(10),
        Low = new Price(10),
        Close = new Price(10),
        Volume = new Shares(100),
    };

    /// <summary>Market data without bars, which remembers whose were asked for first.</summary>
    private sealed class AskedFor : IMarketData
    {
        private volatile IReadOnlyCollection<Symbol>? _first;

        public IReadOnlyCollection<Symbol>? First => _first;

        public Task<IReadOnlyDictionary<Symbol, BarValues>> GetLatestBarsAsync(IReadOnlyCollection<Symbol> symbols, CancellationToken cancellationToken)
        {
            _first ??= symbols;
            return Task.FromResult<IReadOnlyDictionary<Symbol, BarValues>>(new Dictionary<Symbol, BarValues>());
        }

        public Task<IReadOnlyDictionary<Symbol, IReadOnlyList<BarValues>>> GetMinuteBarsAsync(
            IReadOnlyCollection<Symbol> symbols, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyDictionary<Symbol, QuoteValues>> GetLatestQuotesAsync(IReadOnlyCollection<Symbol> symbols, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
