using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;
using Pipeline.Monitor.Books;

namespace Pipeline.Monitor.Handling;

/// <summary>Takes the stored messages of the books into what the loop remembers.</summary>
internal sealed class BookHandling(MonitorBooks books, StageRun run, MonitorClock clock, ILogger<BookHandling> logger)
{
    /// <summary>Own positions are taken only until the books are read: from then on the loop's are the newer ones.</summary>
    public bool TakesPositions { get; set; } = true;

    public void Handle(BookEntry entry)
    {
        var kind = entry.Subject.Split('.') switch
        {
            ["entry", ..] => Take<EntryIntent>(entry, books.Origins.Hear),
            ["order", "intent", ..] => Take<OrderIntent>(entry, books.Origins.Hear),
            ["order", "answer", ..] => Take<OrderAnswer>(entry, books.Origins.Hear),
            ["order", "venue", ..] => Take<OrderUpdate>(entry, update => books.Origins.Hear(update.Order)),
            ["position", var account, ..] when account == run.Account && (TakesPositions || run.DryRun) =>
                Take<Position>(entry, position => books.Of(position.Symbol).Store(position, entry.Sequence, clock.Machine)),
            ["trade", ..] => Take<Trade>(entry, trade => books.Of(trade.Symbol).RecordedTrade = trade.TradeId),
            ["session", ..] => Take<Session>(entry, session => books.Days.Add(session.Day)),
            ["control", "flatten", ..] => Take<FlattenControl>(entry, Flatten),
            _ => true,
        };
        if (!kind)
            Log.Unreadable(logger, entry.Stream, entry.Sequence, entry.Subject);
    }

    private void Flatten(FlattenControl command)
    {
        books.Flattens.RemoveAll(known => known.Symbol == command.Symbol);
        books.Flattens.Add(command);
    }

    private static bool Take<T>(BookEntry entry, Action<T> take)
        where T : Message
    {
        if (!MessageReading.TryRead<T>(entry.Data.Span, out var message, out _))
            return false;
        take(message);
        return true;
    }
}
