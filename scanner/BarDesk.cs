using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Signals;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Stages;

namespace Pipeline.Scanner;

/// <summary>Takes completed bars, whichever way they came: measures each, publishes it while it is fresh, and the signal that it makes. Touched by the scanner's loop alone.</summary>
public sealed class BarDesk(StageRun run, HotOptions<ScannerOptions> options, QuoteBoard quotes, SignalPublisher signals, MarketPublisher market, CandidateRefusals refusals, VenueClock venue)
{
    private static readonly TimeSpan CandidateLife = TimeSpan.FromMinutes(15);
    private readonly Scan _scan = new(Momentum.CapacityFor(options.Now.Options.ToParameters()));

    /// <summary>Start of the newest bar known of a symbol.</summary>
    public DateTimeOffset? NewestStart(Symbol symbol) => _scan.NewestStart(symbol);

    /// <summary>Symbols whose quotes are worth having now.</summary>
    public IReadOnlySet<Symbol> WorthQuoting(IReadOnlySet<Symbol> held) => _scan.WorthQuoting(held, options.Now.Options.QuoteSymbols, venue.Now - CandidateLife);

    public async Task TakeAsync(IEnumerable<(Symbol Symbol, BarValues Bar)> bars, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(bars);
        foreach (var (symbol, bar) in bars)
            await TakeAsync(symbol, bar, stopping);
    }

    public async Task TakeAsync(Symbol symbol, BarValues bar, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(bar);
        var now = options.Now.Options;
        var (parameters, oldest) = (now.ToParameters(), TimeSpan.FromSeconds(now.SignalMaxAgeSeconds));
        var decision = _scan.Take(symbol, bar, new ScanSettings(parameters, oldest, now.CandidateShare), run.ReadsInput ? bar.End : venue.Now);
        if (decision.Signal is { } reading)
            await signals.PublishAsync(parameters.Strategy, symbol, bar, reading, quotes.Of(symbol), stopping);
        // What is older was read to warm up: nobody waited for a signal of it.
        if (decision.Refused is { } refused && !run.DryRun && venue.Now - bar.End <= CandidateLife)
            refusals.Add(symbol, bar.Start, refused);
        var isFresh = venue.Now - bar.End <= oldest;
        if (decision.IsNew && isFresh && !run.DryRun)
            await market.PublishBarAsync(symbol, bar, stopping);
    }
}
