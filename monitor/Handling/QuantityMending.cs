using System.Globalization;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Rules;
using Pipeline.Domain.Ledger;
using Pipeline.Domain.Ledger.Reconciliation;
using Pipeline.Hosting;
using Pipeline.Monitor.Books;
using Pipeline.Monitor.Inputs;

namespace Pipeline.Monitor.Handling;

/// <summary>Takes over the venue's quantity: by the executions of others or by what the venue says it did, where they explain it to the share, else as an adjustment that says so.</summary>
internal sealed class QuantityMending(MonitorBooks books, LedgerWriter writer, LedgerTeller teller, MonitorOptions options, MonitorClock clock)
{
    private readonly AdoptedProtection _protection = options.ToAdoptedProtection();

    /// <returns>How: executions, activities or adjustment.</returns>
    public async Task<string> FollowAsync(Finding finding, VenueReading reading, CancellationToken cancellationToken)
    {
        var book = books.Of(finding.Symbol!.Value);
        var venue = reading.Positions.FirstOrDefault(held => held.Symbol == book.Symbol);
        Price? market = venue?.CurrentPrice is { } current and > 0 ? new Price(current) : book.Quote?.Bid;
        var change = finding.Venue - finding.Book;
        var before = book.Position;
        var (how, next) = ByExecutions(before, reading, change) is { } folded ? ("executions", folded)
            : ByActivities(before, reading, change) is { } explained ? ("activities", explained)
            : ("adjustment", Adjusted(before, Adjustment(book, venue, market, change)));
        next = _protection.Of(next, market);
        if (next.TradeId != before.TradeId)
            next = next with { CorrelationId = next.TradeId ?? before.CorrelationId };
        KillPoint.Reached(KillPoints.MonitorAdjustmentDecided);
        await writer.WriteAsync(book, next, CauseOf(next, before), cancellationToken);
        KillPoint.Reached(KillPoints.MonitorAdjustmentStored);
        await teller.ExecutedAsync(before, book.Position);
        if (!FeeInKind.Explains(before, change))
            await teller.TellAsync("external_change", EventSeverity.Warning, book.Position, change > 0 ? "adopted" : "closed_externally", text: null, ("by", how));
        return how;
    }

    private Position? ByExecutions(Position position, VenueReading reading, decimal change)
    {
        var next = position;
        foreach (var id in ForeignExecutions.Explaining(position, reading.Executions, change))
        {
            if (!books.Origins.Orders.TryGetValue(id, out var order))
                return null;
            next = PositionFold.Reading(next, order, [.. reading.Executions.Where(one => one.VenueOrderId == id)], books.Origins.Of(order), clock.Venue).Position;
        }

        return next.Quantity.Value - position.Quantity.Value == change && !ReferenceEquals(next, position) ? next : null;
    }

    private Position? ByActivities(Position position, VenueReading reading, decimal change)
    {
        var formerly = ActivityExplanation.FormerSymbol(position.Symbol, reading.Activities, change) is { } former ? books.Find(former)?.Position : null;
        return ActivityExplanation.Explain(position, reading.Activities, formerly, change);
    }

    private PositionAdjustment Adjustment(SymbolBook book, VenuePosition? venue, Price? market, decimal change)
    {
        var isFee = FeeInKind.Explains(book.Position, change);
        Price? cost = venue is { AverageEntryPrice: > 0 } ? new Price(venue.AverageEntryPrice) : market;
        return new PositionAdjustment
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"adjust-{book.Symbol.Token}-{clock.Venue.UtcDateTime:yyyyMMddHHmmssfff}"),
            Kind = isFee ? AdjustmentKind.FeeInKind : change > 0 ? AdjustmentKind.Adopted : AdjustmentKind.ClosedExternally,
            QuantityChange = change,

            // What others sold they sold at a price that nobody told us: none is invented, and the trade says so.
            Price = change > 0 ? cost : null,
            At = clock.Venue,
        };
    }

    private static Position Adjusted(Position position, PositionAdjustment adjustment) => PositionFold.Adjust(position, adjustment, stop: null, takeProfit: null);

    private static string CauseOf(Position next, Position before) =>
        next.Adjustments.Except(before.Adjustments).LastOrDefault()?.Id ?? next.Orders.Except(before.Orders).LastOrDefault()?.VenueOrderId ?? "reconcile";
}
