using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Entries;

/// <summary>What streams say of an entry, and what they said before its intent was read: streams are read side by side.</summary>
public sealed class EntryEvidence
{
    private readonly Dictionary<string, OrderAnswer> _answers = new(StringComparer.Ordinal);
    private readonly Dictionary<Symbol, OrderUpdate> _updates = [];
    private readonly Dictionary<Symbol, Trade> _trades = [];

    public void Keep(OrderAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        _answers[answer.IntentId] = answer;
    }

    public void Keep(OrderUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        _updates[update.Order.Symbol] = update;
    }

    public void Keep(Trade trade)
    {
        ArgumentNullException.ThrowIfNull(trade);
        _trades[trade.Symbol] = trade;
    }

    /// <summary>The entry with all that was heard of it before.</summary>
    public Entry AppliedTo(Entry entry, Position? position)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (_answers.Remove(entry.Intent.Id, out var answer))
            entry = Apply(entry, answer);
        if (_updates.TryGetValue(entry.Intent.Symbol, out var update))
            entry = Apply(entry, update);
        if (position is not null)
            entry = Apply(entry, position);
        return _trades.TryGetValue(entry.Intent.Symbol, out var trade) ? Apply(entry, trade) : entry;
    }

    /// <summary>A cancel, whatever its outcome, was asked of an order that the venue has; what turned up stays accepted.</summary>
    public static Entry Apply(Entry entry, OrderAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Action == OrderAction.Cancel || answer.Outcome == AnswerOutcome.Accepted)
            return entry.Proven(answer.VenueOrderId, answer.MachineTime);
        return entry.Outcome == AnswerOutcome.Accepted ? entry : entry with { Outcome = answer.Outcome };
    }

    /// <summary>An order that ended without an execution leaves nothing to fold: its reservation ends with the venue's word.
    /// A replaced one lives on under another id (the venue does that by itself after a corporate action): only the book ends it.</summary>
    public static Entry Apply(Entry entry, OrderUpdate update)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(update);
        var order = update.Order;
        if (!IsOf(entry, order.ClientOrderId, order.VenueOrderId))
            return entry;
        var filled = order.FilledQuantity > entry.Filled ? order.FilledQuantity : entry.Filled;
        return entry.Proven(order.VenueOrderId, update.MachineTime) with
        {
            Filled = filled,
            FirstExecutionAt = entry.FirstExecutionAt ?? (filled.IsZero ? null : update.MachineTime),
            Terminal = entry.Terminal || order.IsTerminal,
            Ended = entry.Ended || (order.IsTerminal && order.Status != OrderStatus.Replaced && filled.IsZero),
        };
    }

    public static Entry Apply(Entry entry, Position position)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(position);
        var folded = position.Orders.FirstOrDefault(order => order.Side == OrderSide.Buy && IsOf(entry, order.ClientOrderId, order.VenueOrderId));
        if (folded is null)
            return entry;
        var filled = folded.CumulativeQuantity > entry.Filled ? folded.CumulativeQuantity : entry.Filled;
        return entry.Proven(folded.VenueOrderId, position.MachineTime) with
        {
            Filled = filled,
            FirstExecutionAt = entry.FirstExecutionAt ?? (filled.IsZero ? null : position.MachineTime),
            Terminal = entry.Terminal || folded.Ended,
            Ended = entry.Ended || folded.Ended,
        };
    }

    /// <summary>A recorded trade is a closed round trip, its entry included.</summary>
    public static Entry Apply(Entry entry, Trade trade)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(trade);
        return trade.TradeId == entry.Intent.Id ? entry.Proven(null, trade.MachineTime) with { Terminal = true, Ended = true } : entry;
    }

    private static bool IsOf(Entry entry, string clientOrderId, string venueOrderId) =>
        clientOrderId == entry.Intent.ClientOrderId || venueOrderId == entry.VenueOrderId;
}
