using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Signals;
using Pipeline.Domain.Exits.Rules;
using Pipeline.Domain.Ledger;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Monitor.Books;

namespace Pipeline.Monitor.Handling;

/// <summary>Puts the open positions before the exit rules and the flatten commands.</summary>
internal sealed class ExitHandling(MonitorBooks books, LedgerWriter writer, LedgerTeller teller, HotOptions<MonitorOptions> options, MonitorClock clock)
{
    private const decimal MaterialMove = 0.001m;
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);
    private ExitSettingsInForce _inForce = new(options.Now.Options);

    /// <summary>Keeps a quote if it is the one that counts.</summary>
    public bool TakeQuote(SymbolBook book, QuoteValues heard)
    {
        var newer = SettingsOf(book.Position).Quotes.Newer(book.Quote, heard, clock.Venue);
        var isNews = ReferenceEquals(newer, heard);
        book.Quote = newer;
        return isNews;
    }

    public async Task JudgeAllAsync(CancellationToken cancellationToken)
    {
        foreach (var book in books.Open.ToArray())
            await JudgeAsync(book, cancellationToken);
    }

    public async Task JudgeAsync(SymbolBook book, CancellationToken cancellationToken)
    {
        var position = book.Position;
        if (position.Quantity.IsZero || position.ExitDeadline is not null)
            return;
        if (FlattenOf(position) is { } command)
        {
            book.LeftOn = book.Quote;
            await writer.WriteAsync(book, WantedChange.Leave(position, ExitReason.ForceExit, Deadline()), command.Id, cancellationToken);
            return;
        }

        var settings = SettingsOf(position);
        await WatchAsync(book, settings);
        var price = JudgedPrice.Of(book.Quote, settings.Quotes, clock.Venue);
        if (price is not null)
            book.Memory = book.Memory.See(position, price, clock.Machine);
        var facts = new ExitFacts(position, price, book.Bars, books.SessionClose(clock.Venue), book.Memory, clock.Venue, clock.Machine);
        var (observed, decision) = ExitRules.Decide(facts, settings);
        switch (decision)
        {
            case ExitDecision.Leave leave:
                KillPoint.Reached(KillPoints.MonitorExitDecided);
                book.LeftOn = book.Quote;
                await writer.WriteAsync(book, WantedChange.Leave(observed, leave.Reason, Deadline()), CauseOf(book), cancellationToken);
                break;
            case ExitDecision.MoveStop move:
                KillPoint.Reached(KillPoints.MonitorStopMoving);
                book.Memory = book.Memory with { StopMovedAt = clock.Machine };
                await writer.WriteAsync(book, WantedChange.MoveStop(observed, move.Stop), CauseOf(book), cancellationToken);
                break;
            default:
                await KeepAsync(book, observed, cancellationToken);
                break;
        }
    }

    // Whoever is blind must say so; the next quote that may decide mends it, because none is kept that would keep it out.
    private async Task WatchAsync(SymbolBook book, ExitSettings settings)
    {
        (book.Rules, var blind) = book.Rules.Look(
            book.Quote, settings.Quotes, books.Trades(book.Symbol, clock.Venue), TimeSpan.FromSeconds(Options.BlindSeconds), clock.Venue, clock.Machine);
        if (blind is { } fault)
        {
            await teller.TellAsync(
                "rules_stale", EventSeverity.Warning, book.Position, LedgerTeller.Snake(fault),
                $"The exit rules of {book.Symbol} have had no quote to judge for {clock.Machine - book.Rules.SightedAt:mm\\:ss}; the stop at the venue stands.");
        }
    }

    // What was observed must survive a kill, but not every tick of the price is worth a message.
    private async Task KeepAsync(SymbolBook book, Position observed, CancellationToken cancellationToken)
    {
        var begun = observed.TrailingActive != book.Stored.TrailingActive || observed.BreakevenReached != book.Stored.BreakevenReached;
        var rose = observed.Peak is { } peak && (book.Stored.Peak is not { } highest || peak.Value >= highest.Value * (1 + MaterialMove));
        var fell = observed.Trough is { } trough && (book.Stored.Trough is not { } lowest || trough.Value <= lowest.Value * (1 - MaterialMove));
        if (begun || ((rose || fell) && clock.Machine - book.StoredAt >= LeastPause))
            await writer.WriteAsync(book, observed, CauseOf(book), cancellationToken);
        else
            book.Position = observed;
    }

    // A buy decided before the command may fill after it.
    private FlattenControl? FlattenOf(Position position)
    {
        var began = books.Origins.DecidedAt(position) ?? position.OpenedAt;
        return books.Flattens.FirstOrDefault(command => (command.Symbol is null || command.Symbol == position.Symbol) && began < command.VenueTime);
    }

    private ExitSettings SettingsOf(Position position)
    {
        // Made anew only when others are in force: they are asked for with every quote.
        if (options.Now.Options is var now && !ReferenceEquals(now, _inForce.Options))
            _inForce = new ExitSettingsInForce(now);
        return _inForce.Of(position.Strategy);
    }

    private MonitorOptions Options => options.Now.Options;

    private DateTimeOffset Deadline() => clock.Venue.AddSeconds(Options.ExitDeadlineSeconds);

    private static string CauseOf(SymbolBook book) => book.Stored.Id;
}
