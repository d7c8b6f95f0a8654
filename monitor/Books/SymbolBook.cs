using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Rules;
using Pipeline.Domain.Ledger;

namespace Pipeline.Monitor.Books;

/// <summary>Everything the loop keeps of one symbol.</summary>
internal sealed class SymbolBook(Position position)
{
    private const int BarsKept = 64;
    private readonly List<BarValues> _bars = [];

    public Symbol Symbol => Position.Symbol;

    /// <summary>The position with all that was observed, also what was not yet worth a message.</summary>
    public Position Position { get; set; } = position;

    /// <summary>The position as last stored.</summary>
    public Position Stored { get; private set; } = position;

    /// <summary>Where it is stored; 0 before the first message.</summary>
    public ulong Sequence { get; private set; }

    /// <summary>What is stored could not be read: the position is to be made anew from the orders.</summary>
    public bool IsUnreadable { get; private set; }

    /// <summary>Machine time of the last message about it.</summary>
    public DateTimeOffset StoredAt { get; private set; }

    public QuoteValues? Quote { get; set; }

    /// <summary>The quote that leaving was decided on; null while it was not, and after a restart.</summary>
    public QuoteValues? LeftOn { get; set; }
    public IReadOnlyList<BarValues> Bars => _bars;
    public ExitMemory Memory { get; set; } = ExitMemory.None;
    public RulesWatch Rules { get; set; } = RulesWatch.None;
    public GuardWatch Guard { get; set; } = GuardWatch.None;

    /// <summary>Machine time of the stream's newest word about the symbol.</summary>
    public DateTimeOffset? LastUpdate { get; set; }

    /// <summary>The round trip whose end the seller has recorded.</summary>
    public string? RecordedTrade { get; set; }

    public void Store(Position stored, ulong sequence, DateTimeOffset machineNow)
    {
        if (stored.TradeId != Position.TradeId)
            (Memory, Rules, LeftOn) = (ExitMemory.None, RulesWatch.None, null);
        Position = stored;
        Stored = stored;
        Sequence = sequence;
        StoredAt = machineNow;
        IsUnreadable = false;
    }

    /// <summary>The stored position cannot be read; whoever writes the next one must still know where it lies.</summary>
    public void StoreUnreadable(ulong sequence) => (Sequence, IsUnreadable) = (sequence, true);

    public void Add(BarValues bar)
    {
        var at = _bars.FindLastIndex(known => known.Start <= bar.Start);
        if (at >= 0 && _bars[at].Start == bar.Start)
            _bars[at] = bar;
        else
            _bars.Insert(at + 1, bar);
        if (_bars.Count > BarsKept)
            _bars.RemoveAt(0);
    }
}
