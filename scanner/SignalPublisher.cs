using System.Globalization;
using Microsoft.Extensions.Logging;
using Pipeline.Broker.Port;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Identity;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Signals;
using Pipeline.Hosting;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Scanner;

/// <summary>Publishes a signal with the bar and the quote it was seen with; the same bar never makes a second one.</summary>
public sealed class SignalPublisher(
    StageRun run, MessagePublisher publisher, IMarketData data, EventTeller teller, VenueClock venue, TimeProvider machine, ILogger<SignalPublisher> logger)
{
    private static readonly TimeSpan QuotePatience = TimeSpan.FromMilliseconds(500);

    public async Task PublishAsync(string strategy, Symbol symbol, BarValues bar, MomentumReading reading, QuoteValues? seen, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bar);
        ArgumentNullException.ThrowIfNull(reading);
        var id = SignalId.For(strategy, symbol, bar.Start);
        var signal = new BuySignal
        {
            Id = id,
            CorrelationId = id,
            CausationId = MarketPublisher.BarId(symbol, bar),
            VenueTime = venue.Now,
            MachineTime = machine.GetUtcNow(),
            Strategy = strategy,
            Symbol = symbol,
            Score = reading.Score,
            Velocity = reading.Velocity,
            Acceleration = reading.Acceleration,
            RelativeVolume = reading.RelativeVolume,
            Bar = bar,
            Quote = seen ?? await AskForQuoteAsync(symbol, cancellationToken),
        };
        KillPoint.Reached(KillPoints.ScannerSignalFound);
        // Told first: a signal without its event could not be told later, for its bar is not judged again.
        await teller.TellAsync("signal_found", EventSeverity.Info, id, signal.CausationId, symbol, facts: Facts(reading), id: $"{id}-found");
        if (!run.DryRun)
            await publisher.PublishAsync(Subjects.Buy(strategy, symbol), signal, PublishExpectation.Once(id), cancellationToken);
        Measures.Found(strategy);
        KillPoint.Reached(KillPoints.ScannerSignalStored);
        Log.SignalFound(logger, id, reading.Score);
    }

    // A signal without a quote is still a signal: the buyer asks again or refuses with its reason.
    private async Task<QuoteValues?> AskForQuoteAsync(Symbol symbol, CancellationToken cancellationToken)
    {
        if (run.ReadsInput)
            return null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(QuotePatience);
        try
        {
            var quotes = await data.GetLatestQuotesAsync([symbol], patience.Token);
            return quotes.GetValueOrDefault(symbol);
        }
        catch (Exception none) when (none is VenueUnavailableException or VenueRefusedException || (none is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Log.BarsUnavailable(logger, $"no quote of {symbol}: {none.Message}");
            return null;
        }
    }

    private static SortedDictionary<string, string> Facts(MomentumReading reading) => new(StringComparer.Ordinal)
    {
        ["score"] = reading.Score.ToString(CultureInfo.InvariantCulture),
        ["velocity"] = reading.Velocity.ToString(CultureInfo.InvariantCulture),
        ["acceleration"] = reading.Acceleration.ToString(CultureInfo.InvariantCulture),
        ["relativeVolume"] = reading.RelativeVolume.ToString(CultureInfo.InvariantCulture),
    };
}
