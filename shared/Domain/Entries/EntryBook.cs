using Pipeline.Contracts;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Entries;

/// <summary>All that entries are decided on that is stored in streams, folded in any order of streams, each stream in its own order.</summary>
/// <remarks>
/// Only its owner's loop touches it. The gate admits one open entry a symbol, so a newer intent in a symbol proves that the one before has ended.
/// </remarks>
/// <param name="account">Intents and positions of other accounts are passed over.</param>
public sealed class EntryBook(string account)
{
    private static readonly TimeSpan OrderRateWindow = TimeSpan.FromMinutes(1);
    private readonly SortedDictionary<string, ulong> _folded = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<Symbol, string> _newest = [];
    private readonly EntryEvidence _evidence = new();
    private readonly Dictionary<Symbol, Position> _positions = [];
    private readonly Queue<DateTimeOffset> _intendedAt = new();

    public string Account => account;

    /// <summary>Cooldowns, sessions, locks and the trading state.</summary>
    public TradingCalendar Calendar { get; } = new();

    /// <summary>The last sequence folded from each stream.</summary>
    public IReadOnlyDictionary<string, ulong> Folded => _folded;

    /// <summary>What an intent decided on this book expects to be the last sequence of ENTRIES.</summary>
    public ulong EntriesSequence => _folded.GetValueOrDefault(Streams.Entries);

    public IEnumerable<Entry> OpenEntries => _newest.Values.Select(id => _entries[id]).Where(entry => entry.IsOpen);

    /// <summary>Entries whose request has no recorded end, oldest first; the order itself may have ended long ago.</summary>
    public IReadOnlyList<Entry> Unresolved => [.. _entries.Values.Where(entry => !entry.IsResolved).OrderBy(entry => entry.Intent.MachineTime)];

    public IEnumerable<Position> HeldPositions => _positions.Values.Where(position => !position.Quantity.IsZero);

    public bool IsKnown(string intentId) => _known.Contains(intentId);

    /// <summary>The entry, or null when it is unknown or so long ended that it is not kept.</summary>
    public Entry? Find(string intentId) => _entries.GetValueOrDefault(intentId);

    /// <summary>Held, being entered, or left so recently that the seller has not recorded the round trip: until then nobody knows of its cooldown.</summary>
    public bool IsOccupied(Symbol symbol) =>
        (_positions.TryGetValue(symbol, out var position) && (!position.Quantity.IsZero || IsUnrecorded(position)))
        || (_newest.TryGetValue(symbol, out var id) && _entries[id].IsOpen);

    /// <summary>Symbols that hold a position or an open entry.</summary>
    public int OccupiedSlots => HeldPositions.Select(position => position.Symbol).Union(OpenEntries.Select(entry => entry.Intent.Symbol)).Count();

    /// <summary>Intents of the last minute of machine time.</summary>
    public int IntentsWithinMinute(DateTimeOffset machineNow)
    {
        while (_intendedAt.TryPeek(out var oldest) && oldest <= machineNow - OrderRateWindow)
            _intendedAt.Dequeue();
        return _intendedAt.Count;
    }

    /// <summary>Money of intents that a reading of the account may not contain yet.</summary>
    public Money MissingFrom(AccountValues reading) => Sum(_entries.Values.Select(entry => entry.MissingFrom(reading)));

    public Money ReservedByOpenEntries => Sum(OpenEntries.Select(entry => entry.Intent.Reserved));

    /// <summary>Notes that a stream has been read up to here, whatever the message was.</summary>
    public bool Advance(string stream, ulong sequence)
    {
        if (sequence <= _folded.GetValueOrDefault(stream))
            return false;
        _folded[stream] = sequence;
        return true;
    }

    /// <summary>Takes an intent, ours or another buyer's; a sequence already folded is passed over.</summary>
    public void Fold(ulong sequence, EntryIntent intent)
    {
        ArgumentNullException.ThrowIfNull(intent);
        if (!Advance(Streams.Entries, sequence) || intent.Account != account || !_known.Add(intent.Id))
            return;
        if (_newest.TryGetValue(intent.Symbol, out var before))
            _entries[before] = _entries[before].Proven(null, intent.MachineTime) with { Folded = true };
        _newest[intent.Symbol] = intent.Id;
        _intendedAt.Enqueue(intent.MachineTime);
        _entries[intent.Id] = _evidence.AppliedTo(new Entry { Intent = intent }, _positions.GetValueOrDefault(intent.Symbol));
    }

    /// <summary>Takes an answer to a request of a buyer.</summary>
    /// <param name="answer">As stored, or as known before it is.</param>
    /// <param name="sequence">Where it stands in ORDERS; 0 while it is not stored.</param>
    public void Fold(OrderAnswer answer, ulong sequence = 0)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Account != account || answer.Owner != Processes.Buyer)
            return;
        if (_entries.TryGetValue(answer.IntentId, out var entry))
            _entries[answer.IntentId] = EntryEvidence.Apply(entry, answer, sequence);
        else if (!_known.Contains(answer.IntentId))
            _evidence.Keep(answer, sequence);
    }

    public void Fold(OrderUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        if (update.Account != account || update.Order.Side != OrderSide.Buy)
            return;
        if (!Change(update.Order.Symbol, entry => EntryEvidence.Apply(entry, update)))
            _evidence.Keep(update);
    }

    /// <summary>Takes the venue's own word on one of our orders, asked for by REST.</summary>
    /// <param name="seen">As the venue described it.</param>
    /// <param name="at">Machine time at which its answer was here.</param>
    public void Fold(VenueOrder seen, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(seen);
        Change(seen.Symbol, entry => EntryEvidence.Apply(entry, seen, at));
    }

    public void Fold(Position position)
    {
        ArgumentNullException.ThrowIfNull(position);
        if (position.Account != account)
            return;
        _positions[position.Symbol] = position;
        Change(position.Symbol, entry => EntryEvidence.Apply(entry, position));
    }

    public void Fold(Trade trade)
    {
        ArgumentNullException.ThrowIfNull(trade);
        if (trade.Account == account && !Change(trade.Symbol, entry => EntryEvidence.Apply(entry, trade)))
            _evidence.Keep(trade);
    }

    /// <summary>Forgets ended entries that this reading of the account contains for certain; one without a recorded end is kept until it has one.</summary>
    public void Fold(AccountValues reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var settled = _entries.Values.Where(entry => entry is { IsOpen: false, IsResolved: true } && entry.MissingFrom(reading) == Money.Zero && _newest[entry.Intent.Symbol] != entry.Intent.Id);
        foreach (var entry in settled.ToList())
            _entries.Remove(entry.Intent.Id);
    }

    // The cooldown is the last that a round trip's end leaves, whether a trade could be recorded or not.
    private bool IsUnrecorded(Position position) =>
        position is { ClosedAt: not null, TradeId: { } trade } && Calendar.LastCooldownOf(position.Symbol)?.TradeId != trade;

    private bool Change(Symbol symbol, Func<Entry, Entry> apply)
    {
        if (!_newest.TryGetValue(symbol, out var id))
            return false;
        var before = _entries[id];
        _entries[id] = apply(before);
        return !ReferenceEquals(before, _entries[id]);
    }

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, amount) => sum + amount);
}
