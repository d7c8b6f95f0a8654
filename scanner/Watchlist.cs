using Microsoft.Extensions.Logging;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Universe;
using Pipeline.Hosting.Stages;

namespace Pipeline.Scanner;

/// <summary>The symbols that are watched, chosen once at start from what the venue offers.</summary>
public sealed class Watchlist(IVenueReader venue, ScannerOptions options, EventTeller teller, ILogger<Watchlist> logger)
{
    public IReadOnlyList<Symbol> Symbols { get; private set; } = [];

    /// <summary>Those that one of the venue's endpoints speaks of.</summary>
    public IReadOnlyList<Symbol> Of(FeedKind kind) => [.. Symbols.Where(symbol => symbol.IsCrypto == (kind == FeedKind.Pairs))];

    public async Task ChooseAsync(CancellationToken cancellationToken)
    {
        var assets = await venue.GetAssetsAsync(cancellationToken);
        var decision = UniverseSelection.Select(
            [.. assets.Select(asset => new Candidate(asset.Symbol, asset.Tradable))],
            options.Symbols.Select(name => new Symbol(name)).ToHashSet(),
            options.Blocked.Select(name => new Symbol(name)).ToHashSet(),
            options.MostSymbols,
            options.Crypto);
        Symbols = decision.Kept;
        Log.Watching(logger, decision.Kept.Count, decision.Dropped.Count);
        await teller.TellAsync("universe_changed", EventSeverity.Info, "universe", "universe", text: $"Watching {decision.Kept.Count} symbols.", facts: UniverseFacts.Of(decision));
    }
}
