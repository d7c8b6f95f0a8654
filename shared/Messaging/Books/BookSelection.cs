using Pipeline.Contracts;

namespace Pipeline.Messaging;

/// <summary>A stream whose messages make a book, and which of its subjects matter.</summary>
/// <param name="Stream">ENTRIES, ORDERS, LEDGER or CONTROL.</param>
/// <param name="Filters">Subjects with wildcards, not overlapping; <c>&gt;</c> for all.</param>
public sealed record BookSelection(string Stream, params IReadOnlyList<string> Filters)
{
    public static BookSelection Entries { get; } = new(Streams.Entries, "entry.>");
    public static BookSelection Orders { get; } = new(Streams.Orders, "order.>");
    public static BookSelection Ledger { get; } = new(Streams.Ledger, "position.>", "trade.>", "cooldown.>", "session.>");
    public static BookSelection Control { get; } = new(Streams.Control, "control.>");
}
