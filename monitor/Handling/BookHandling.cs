using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;
using Pipeline.Monitor.Books;

namespace Pipeline.Monitor.Handling;

/// <summary>Takes the stored messages of the books into what the loop remembers. What cannot be read is put aside with its reason and blocks nothing.</summary>
internal sealed class BookHandling(MonitorBooks books, BookRebuilding rebuilding, LedgerWriter writer, StageRun run, MonitorClock clock, ILogger<BookHandling> logger)
{
    // A person waits for the answer; what was asked before a long absence is no question any more.
    private static readonly TimeSpan RequestsLive = TimeSpan.FromMinutes(1);

    /// <summary>Own positions are taken only until the books are read: from then on the loop's are the newer ones.</summary>
    public bool TakesPositions { get; set; } = true;

    public async Task HandleAsync(BookEntry entry, CancellationToken cancellationToken)
    {
        if (WhyUnreadable(entry) is not { } reason)
            return;
        Log.Unreadable(logger, entry.Stream, entry.Sequence, entry.Subject, reason);
        if (entry.Subject.Split('.') is ["position", var account, var token] && account == run.Account && TakesPositions)
            books.Of(Symbol.FromToken(token)).StoreUnreadable(entry.Sequence);
        await writer.QuarantineAsync(entry, reason, cancellationToken);
    }

    /// <summary>Makes anew what could not be read.</summary>
    public Task RebuildAsync(CancellationToken cancellationToken) => rebuilding.RebuildAsync(cancellationToken);

    private string? WhyUnreadable(BookEntry entry) => entry.Subject.Split('.') switch
    {
        ["entry", ..] => Take<EntryIntent>(entry, books.Origins.Hear),
        ["order", "intent", ..] => Take<OrderIntent>(entry, books.Origins.Hear),
        ["order", "answer", ..] => Take<OrderAnswer>(entry, books.Origins.Hear),
        ["order", "venue", ..] => Take<OrderUpdate>(entry, Hear),
        ["position", var account, ..] when account == run.Account && (TakesPositions || run.DryRun) =>
            Take<Position>(entry, position => books.Of(position.Symbol).Store(position, entry.Sequence, clock.Machine)),
        ["trade", ..] => Take<Trade>(entry, trade => books.Of(trade.Symbol).RecordedTrade = trade.TradeId),
        ["session", ..] => Take<Session>(entry, session => Begun(session, entry.Sequence)),
        ["control", "flatten", ..] => Take<FlattenControl>(entry, Flatten),
        ["control", "reconcile"] => Take<ReconcileControl>(entry, Reconcile),
        _ => null,
    };

    // What the loop has written since is newer than the echo of what it wrote before.
    private void Begun(Session session, ulong sequence)
    {
        if (sequence >= books.DaySequences.GetValueOrDefault(session.Day))
            (books.Days[session.Day], books.DaySequences[session.Day]) = (session, sequence);
    }

    private void Hear(OrderUpdate update)
    {
        books.Origins.Hear(update.Order);

        // Those that are told from now on are folded as they come.
        if (update.Amendment is not null && TakesPositions)
            books.Amended.Add(update);
    }

    private void Flatten(FlattenControl command)
    {
        books.Flattens.RemoveAll(known => known.Symbol == command.Symbol);
        books.Flattens.Add(command);
    }

    private void Reconcile(ReconcileControl asked)
    {
        if (clock.Machine - asked.MachineTime < RequestsLive)
            books.Asked.Enqueue(asked);
    }

    private static string? Take<T>(BookEntry entry, Action<T> take)
        where T : Message
    {
        if (!MessageReading.TryRead<T>(entry.Data.Span, out var message, out var reason))
            return reason;
        take(message);
        return null;
    }
}
