using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;
using Pipeline.Hosting;
using Pipeline.Hosting.Clocks;
using Pipeline.Messaging;

namespace Pipeline.Scanner;

/// <summary>Publishes bars, several at a time behind the loop's back, and the newest quote of each symbol.</summary>
public sealed class MarketPublisher(MessagePublisher publisher, VenueClock venue, TimeProvider machine, ILogger<MarketPublisher> logger)
{
    private const int AtOnce = 64;

    private readonly Channel<(Symbol Symbol, BarValues Bar)> _bars = Channel.CreateBounded<(Symbol, BarValues)>(new BoundedChannelOptions(100_000));
    private readonly Dictionary<Symbol, QuoteValues> _quotes = [];

    public static string BarId(Symbol symbol, BarValues bar)
    {
        ArgumentNullException.ThrowIfNull(bar);
        return string.Create(CultureInfo.InvariantCulture, $"bar-{symbol.Token}-{bar.Start.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");
    }

    public ValueTask PublishBarAsync(Symbol symbol, BarValues bar, CancellationToken cancellationToken) => _bars.Writer.WriteAsync((symbol, bar), cancellationToken);

    /// <summary>Keeps only the newest until the next <see cref="PublishQuotesAsync"/>.</summary>
    public void Conflate(Symbol symbol, QuoteValues quote) => _quotes[symbol] = quote;

    public async Task PublishQuotesAsync(CancellationToken cancellationToken)
    {
        foreach (var (symbol, quote) in _quotes)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"quote-{symbol.Token}-{quote.At.UtcTicks}");
            await publisher.PublishCoreAsync(
                Subjects.Quote(symbol),
                new MarketQuote { Id = id, CorrelationId = id, CausationId = id, VenueTime = venue.Now, MachineTime = machine.GetUtcNow(), Symbol = symbol, Quote = quote },
                cancellationToken);
        }

        _quotes.Clear();
    }

    /// <summary>No more bars come: <see cref="RunAsync"/> ends once those queued are stored.</summary>
    public void Complete() => _bars.Writer.TryComplete();

    public Task RunAsync(CancellationToken stopping) =>
        Parallel.ForEachAsync(
            _bars.Reader.ReadAllAsync(stopping),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stopping },
            async (item, cancellationToken) => await StoreAsync(item.Symbol, item.Bar, cancellationToken));

    private async Task StoreAsync(Symbol symbol, BarValues bar, CancellationToken cancellationToken)
    {
        var id = BarId(symbol, bar);
        var message = new MarketBar { Id = id, CorrelationId = id, CausationId = id, VenueTime = venue.Now, MachineTime = machine.GetUtcNow(), Symbol = symbol, Bar = bar };
        KillPoint.Reached(KillPoints.ScannerBarStoring);
        var result = await publisher.PublishAsync(Subjects.Bar(symbol), message, PublishExpectation.Once(id), cancellationToken);
        KillPoint.Reached(KillPoints.ScannerBarStored);
        if (result is PublishResult.Unknown unknown)
            Log.BarNotStored(logger, symbol.Name, unknown.Reason);
    }
}
