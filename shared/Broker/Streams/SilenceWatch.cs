using Pipeline.Broker.Port;
using Pipeline.Contracts.Values;

namespace Pipeline.Broker.Streams;

/// <summary>Finds out whether a silent market-data stream is quiet or dead: a market that is closed says nothing either, so REST is asked whether bars go on.</summary>
/// <remarks>Pongs prove the connection, not the feed behind it. No clock of the venue is needed: new bars are the proof that the market is open.</remarks>
internal sealed class SilenceWatch(IMarketData data, VenueOptions options, TimeProvider time)
{
    private const int SampleSize = 50;
    private readonly Lock _lock = new();
    private readonly Dictionary<Symbol, int> _talkative = [];
    private int _heard;

    /// <summary>An item of data came; symbols that speak are the ones to ask for later.</summary>
    public void Heard(MarketStreamItem item)
    {
        var symbol = item switch
        {
            MarketStreamItem.BarClosed bar => bar.Symbol,
            MarketStreamItem.QuoteChanged quote => quote.Symbol,
            _ => throw new ArgumentException($"{item.GetType().Name} is not data.", nameof(item)),
        };
        lock (_lock)
        {
            _heard++;
            if (_talkative.Count < SampleSize || _talkative.ContainsKey(symbol))
                _talkative[symbol] = _heard;
        }
    }

    /// <summary>Runs beside one connection, until it is canceled or the stream is found dead.</summary>
    /// <param name="granted">Whether the venue has confirmed that it streams a symbol: silence about any other proves nothing.</param>
    /// <exception cref="StreamLostException">Bars go on by REST, and the stream has said nothing for two whole spells.</exception>
    public async Task RunAsync(Func<MarketSubscription> wanted, Func<Symbol, bool> granted, CancellationToken cancellationToken)
    {
        var (heardBefore, newestBefore) = (Count, (DateTimeOffset?)null);
        while (true)
        {
            await Task.Delay(options.StreamSilence, time, cancellationToken);
            if (Count != heardBefore)
            {
                (heardBefore, newestBefore) = (Count, null);
                continue;
            }

            if (await NewestBarAsync(Sample(wanted(), granted), cancellationToken) is not { } newest)
                continue;
            if (newest > newestBefore && await StaysSilentAsync(heardBefore, cancellationToken))
                throw new StreamLostException($"The stream says nothing while the market goes on: a bar of {newest:O} was read by request.", wentSilent: true);
            newestBefore = newest;
        }
    }

    private int Count
    {
        get
        {
            lock (_lock)
                return _heard;
        }
    }

    // A bar read by request may be ahead of the stream by a moment.
    private async Task<bool> StaysSilentAsync(int heardBefore, CancellationToken cancellationToken)
    {
        await Task.Delay(options.StreamSilence / 4, time, cancellationToken);
        return Count == heardBefore;
    }

    private IReadOnlyCollection<Symbol> Sample(MarketSubscription wanted, Func<Symbol, bool> granted)
    {
        lock (_lock)
        {
            foreach (var past in _talkative.Keys.Where(symbol => !wanted.AllBars && !wanted.Bars.Contains(symbol) && !wanted.Quotes.Contains(symbol)).ToList())
                _talkative.Remove(past);
            var spoke = _talkative.OrderByDescending(pair => pair.Value).Select(pair => pair.Key);
            return [.. spoke.Concat(wanted.Quotes).Concat(wanted.Bars).Distinct().Where(granted).Take(SampleSize)];
        }
    }

    /// <summary>The end of the newest bar; null when there is none, or when nobody can tell now.</summary>
    private async Task<DateTimeOffset?> NewestBarAsync(IReadOnlyCollection<Symbol> symbols, CancellationToken cancellationToken)
    {
        if (symbols.Count == 0)
            return null;
        try
        {
            var bars = await data.GetLatestBarsAsync(symbols, cancellationToken);
            return bars.Count == 0 ? null : bars.Values.Max(bar => bar.End);
        }
        catch (Exception nothing) when (nothing is VenueUnavailableException or VenueRefusedException)
        {
            // Without a second witness silence proves nothing; the next spell asks again.
            return null;
        }
    }
}
