using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;

namespace Pipeline.Seller.Journal;

/// <summary>What the journal's lines add up to: the newest wanted states, the requests without a known end, and what ORDERS does not have yet.</summary>
public sealed class JournalState
{
    private readonly Dictionary<Symbol, SellSignal> _wanted = [];
    private readonly Dictionary<string, OrderIntent> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _answered = new(StringComparer.Ordinal);
    private readonly LinkedList<JournalRecord> _owed = [];
    private readonly Dictionary<string, LinkedListNode<JournalRecord>> _owedById = new(StringComparer.Ordinal);

    /// <summary>Of each symbol the newest wanted state that is not brought about for good.</summary>
    public IReadOnlyCollection<SellSignal> Wanted => _wanted.Values;

    /// <summary>Requests without a known end.</summary>
    public IReadOnlyCollection<OrderIntent> Open => _open.Values;

    /// <summary>Intents and answers that are not known to be on ORDERS, in their order.</summary>
    public IReadOnlyCollection<JournalRecord> Owed => _owed;

    public static JournalState Of(IEnumerable<JournalRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var state = new JournalState();
        foreach (var record in records)
            state.Fold(record);
        return state;
    }

    public void Fold(JournalRecord record)
    {
        switch (record)
        {
            case JournalRecord.Wanted { Signal: var signal } when !_wanted.TryGetValue(signal.Symbol, out var known) || known.Epoch < signal.Epoch:
                _wanted[signal.Symbol] = signal;
                break;
            case JournalRecord.Intended { Intent: var intent }:
                Owe(intent.Id, record);
                if (!_answered.Contains(intent.Id))
                    _open[intent.Id] = intent;
                break;
            case JournalRecord.Answered { Answer: var answer }:
                Owe(answer.Id, record);
                if (answer.Outcome == AnswerOutcome.Unknown)
                    break;
                _answered.Add(answer.IntentId);
                _open.Remove(answer.IntentId);
                break;
            case JournalRecord.Carried carried when _owedById.Remove(carried.Id, out var node):
                _owed.Remove(node);
                break;
            case JournalRecord.Rested rested when _wanted.TryGetValue(rested.Symbol, out var done) && done.Epoch <= rested.Epoch:
                _wanted.Remove(rested.Symbol);
                break;
        }
    }

    /// <summary>The fewest lines that add up to the same.</summary>
    public IReadOnlyList<JournalRecord> Live()
    {
        var owed = _owed.OfType<JournalRecord.Intended>().Select(record => record.Intent.Id).ToHashSet(StringComparer.Ordinal);

        // A request without an end that is on ORDERS already is kept too: without NATS nothing else tells of it.
        var carried = _open.Values.Where(intent => !owed.Contains(intent.Id)).ToList();
        return
        [
            .. _wanted.Values.Select(signal => new JournalRecord.Wanted(signal)),
            .. carried.SelectMany(intent => new JournalRecord[] { new JournalRecord.Intended(intent), new JournalRecord.Carried(intent.Id) }),
            .. _owed,
        ];
    }

    // Said again, a cancel is the same cancel: it is owed once.
    private void Owe(string id, JournalRecord record)
    {
        if (!_owedById.ContainsKey(id))
            _owedById[id] = _owed.AddLast(record);
    }
}
