using System.Text.Json;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
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
            case ["entry", ..]: book.Fold(entry.Sequence, Read<EntryIntent>(body)); break;
            case ["order", "answer", Processes.Buyer, ..]: book.Fold(Read<OrderAnswer>(body), entry.Sequence); break;
            case ["order", "venue", ..]: book.Fold(Read<OrderUpdate>(body)); break;
            case ["position", ..]: book.Fold(Read<Position>(body)); break;
            case ["trade", ..]: book.Fold(Read<Trade>(body)); break;
            case ["cooldown", ..]: book.Calendar.Fold(Read<Cooldown>(body)); break;
            case ["session", ..]: book.Calendar.Fold(Read<Session>(body)); break;
            case ["control", "trading"]: book.Calendar.Fold(Read<TradingControl>(body)); break;
            case ["control", "flatten", ..]: book.Calendar.Fold(Read<FlattenControl>(body)); break;
            case ["control", "lock", ..]: book.Calendar.Fold(Read<LockControl>(body)); break;
        }
    }

    /// <summary>A version that this build does not know is as unreadable as no JSON at all.</summary>
    private static T Read<T>(ReadOnlySpan<byte> body)
        where T : Message =>
        MessageReading.TryRead<T>(body, out var message, out var reason) ? message : throw new JsonException(reason);
}
