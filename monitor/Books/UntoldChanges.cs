using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;
using Pipeline.Domain.Ledger;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Monitor.Books;

/// <summary>Tells again, at start, what changed last in the books: the process before may have died between a position and its events. What it told is stored once.</summary>
internal sealed class UntoldChanges(StageRun run, MonitorBooks books, StoredMessages stored, LedgerTeller teller, MonitorClock clock)
{
    /// <summary>Well within the two hours in which EVENTS takes a known id for the same event.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromHours(1);

    /// <summary>Events follow their position behind the loop's back, but never by this much before the next position is written.</summary>
    private static readonly TimeSpan Backlog = TimeSpan.FromMinutes(1);

    /// <exception cref="NATS.Client.Core.NatsException">nats-server is away.</exception>
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        var young = books.Symbols.Where(book => book.Sequence > 0 && !book.IsUnreadable && clock.Machine - book.Stored.MachineTime < Young).ToArray();
        if (run.DryRun || young.Length == 0)
            return;
        var since = young.Max(book => book.Stored.MachineTime) - Backlog;
        foreach (var book in young)
            await TellAsync(book.Stored, since, cancellationToken);
    }

    private async Task TellAsync(Position newest, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var changes = new Stack<(Position Before, Position After)>();
        for (var after = newest; after.MachineTime >= since && await BeforeAsync(after, cancellationToken) is { } before; after = before)
            changes.Push((before, after));
        foreach (var (before, after) in changes)
        {
            await teller.TellAsync(before, after);
            if (IsExternal(before, after))
                await teller.TellAsync("external_change", EventSeverity.Warning, after, after.Quantity > before.Quantity ? "adopted" : "closed_externally", text: null);
            await teller.ExecutedAsync(before, after);
        }
    }

    private static bool IsExternal(Position before, Position after) =>
        after.Adjustments.Except(before.Adjustments).Any(one => one.Kind is AdjustmentKind.Adopted or AdjustmentKind.ClosedExternally)
        || after.Orders.Any(order => order.Role == OrderRole.Foreign && before.Orders.All(one => one.VenueOrderId != order.VenueOrderId));

    /// <summary>A position names the place of the one before it; null when that cannot be read any more.</summary>
    private async Task<Position?> BeforeAsync(Position after, CancellationToken cancellationToken)
    {
        if (!ulong.TryParse(after.Id.AsSpan(after.Id.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var place) || place == 0)
            return null;
        if (place == 1)
            return PositionFold.Empty(after.Account, after.Symbol);
        return await stored.MessageAtAsync(Streams.Ledger, place - 1, cancellationToken) is { } raw && raw.Subject == Subjects.Position(after.Account, after.Symbol)
            && MessageReading.TryRead<Position>(raw.Data.Span, out var before, out _) ? before : null;
    }
}
