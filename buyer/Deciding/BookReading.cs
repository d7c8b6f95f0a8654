using System.Text.Json;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Domain.Entries;
using Pipeline.Messaging;

namespace Pipeline.Buyer.Deciding;

/// <summary>Folds a stored message into the book by its subject.</summary>
internal static class BookReading
{
    /// <summary>What is wrong with a message that the book needs and cannot read, or null.</summary>
    public static string? FaultOfFolding(EntryBook book, BookEntry entry)
    {
        try
        {
            Fold(book, entry);
            book.Advance(entry.Stream, entry.Sequence);
            return null;
        }
        catch (JsonException unreadable)
        {
            if (entry.Subject == Subjects.TradingControl)
                book.Calendar.ForgetTrading();
            book.Advance(entry.Stream, entry.Sequence);
            return $"{entry.Stream} {entry.Sequence} on {entry.Subject}: {unreadable.Message}";
        }
    }

    private static void Fold(EntryBook book, BookEntry entry)
    {
        var body = entry.Data.Span;
        switch (entry.Subject.Split('.'))
        {
            case ["entry", ..]: book.Fold(entry.Sequence, ContractsJson.Read<EntryIntent>(body)); break;
            case ["order", "answer", Processes.Buyer, ..]: book.Fold(ContractsJson.Read<OrderAnswer>(body), entry.Sequence); break;
            case ["order", "venue", ..]: book.Fold(ContractsJson.Read<OrderUpdate>(body)); break;
            case ["position", ..]: book.Fold(ContractsJson.Read<Position>(body)); break;
            case ["trade", ..]: book.Fold(ContractsJson.Read<Trade>(body)); break;
            case ["cooldown", ..]: book.Calendar.Fold(ContractsJson.Read<Cooldown>(body)); break;
            case ["session", ..]: book.Calendar.Fold(ContractsJson.Read<Session>(body)); break;
            case ["control", "trading"]: book.Calendar.Fold(ContractsJson.Read<TradingControl>(body)); break;
            case ["control", "flatten", ..]: book.Calendar.Fold(ContractsJson.Read<FlattenControl>(body)); break;
            case ["control", "lock", ..]: book.Calendar.Fold(ContractsJson.Read<LockControl>(body)); break;
        }
    }
}
