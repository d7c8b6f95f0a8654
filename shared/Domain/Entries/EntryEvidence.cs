using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Entries;

/// <summary>What streams say of an entry, and what they said before its intent was read: streams are read side by side.</summary>
public sealed class EntryEvidence
{
    private readonly Dictionary<string, List<(OrderAnswer Answer, ulong Sequence)>> _answers = new(StringComparer.Ordinal);
    private readonly Dictionary<Symbol, List<OrderUpdate>> _updates = [];
    private readonly Dictionary<Symbol, Trade> _trades = [];

    public void Keep(OrderAnswer answer, ulong sequence)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (!_answers.TryGetValue(answer.IntentId, out var kept))
            _answers.Add(answer.IntentId, kept = []);
        kept.Add((answer, sequence));
    }

    /// <summary>Of each symbol the words about the order last heard of.</summary>
    public void Keep(OrderUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        if (!_updates.TryGetValue(update.Order.Symbol, out var kept) || kept[0].Order.VenueOrderId != update.Order.VenueOrderId)
            _updates[update.Order.Symbol] = kept = [];
        kept.Add(update);
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
        if (_answers.Remove(entry.Intent.Id, out var answers))
            entry = answers.Aggregate(entry, (known, heard) => Apply(known, heard.Answer, heard.Sequence));
        if (_updates.TryGetValue(entry.Intent.Symbol, out var updates))
            entry = updates.Aggregate(entry, Apply);
        if (position is not null)
            entry = Apply(entry, position);
        return _trades.TryGetValue(entry.Intent.Symbol, out var trade) ? Apply(entry, trade) : entry;
    }

    /// <summary>A cancel, whatever its outcome, was asked of an order that the venue has; it does not answer the request that placed it.</summary>
    public static Entry Apply(Entry entry, OrderAnswer answer, ulong sequence)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(answer);
        var order = answer.Action == OrderAction.Cancel ? entry.Order.Proven() : entry.Order.With(answer.Outcome);
        var heard = entry with { AnswerSequence = Math.Max(entry.AnswerSequence, sequence), Order = order };
        return answer is { Action: OrderAction.Cancel } or { Outcome: AnswerOutcome.Accepted } ? heard.Proven(answer.VenueOrderId, answer.MachineTime) : heard;
    }

    public static Entry Apply(Entry entry, OrderUpdate update)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(update);
        return Apply(entry, update.Order, update.MachineTime);
    }

    /// <param name="entry">What is known so far.</param>
    /// <param name="order">The venue's word.</param>
    /// <param name="at">Machine time at which it was told.</param>
    public static Entry Apply(Entry entry, VenueOrder order, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(order);
        if (!IsOf(entry, order.ClientOrderId, order.VenueOrderId))
            return entry;
        var told = entry.Proven(order.VenueOrderId, at).Executed(order.FilledQuantity, at);
        return told with { Order = told.Order.With(order) };
    }

    public static Entry Apply(Entry entry, Position position)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(position);
        var folded = position.Orders.FirstOrDefault(order => order.Side == OrderSide.Buy && IsOf(entry, order.ClientOrderId, order.VenueOrderId));
        return folded is null
            ? entry
            : entry.Proven(folded.VenueOrderId, position.MachineTime).Executed(folded.CumulativeQuantity, position.MachineTime) with
            {
                Order = entry.Order.Proven(),
                Folded = entry.Folded || folded.Ended,
            };
    }

    /// <summary>A recorded trade is a closed round trip, its entry included.</summary>
    public static Entry Apply(Entry entry, Trade trade)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(trade);
        return trade.TradeId == entry.Intent.Id ? entry.Proven(null, trade.MachineTime) with { Order = entry.Order.Proven(), Folded = true } : entry;
    }

    private static bool IsOf(Entry entry, string clientOrderId, string venueOrderId) =>
        clientOrderId == entry.Intent.ClientOrderId || venueOrderId == entry.VenueOrderId;
}
