using Pipeline.Broker.Port;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Entries;
using Pipeline.Domain.Risk;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;

namespace Pipeline.Buyer.Deciding;

/// <summary>What the buyer knows now; only the loop touches it.</summary>
/// <param name="account">Whose books.</param>
/// <param name="needsAssets">What is bought depends on the venue's steps, so nothing is entered before they are known.</param>
/// <param name="hearsStreams">False while nats-server is away.</param>
/// <param name="bookCheckedAt">Machine time at which all books were last compared with their streams; null before the first time since the connection opened.</param>
internal sealed class BuyerKnowledge(
    string account, VenueClock venue, TimeProvider machine, HaltLatch halt, bool needsAssets, Func<bool> hearsStreams, Func<DateTimeOffset?> bookCheckedAt)
{
    /// <summary>Of heartbeats that come each second one may be late.</summary>
    private static readonly TimeSpan MonitorPatience = TimeSpan.FromSeconds(1.5);

    /// <summary>The first comparison after a reconnect takes some milliseconds; what takes so long is refused rather than left waiting.</summary>
    private static readonly TimeSpan BookPatience = TimeSpan.FromSeconds(3);

    private readonly Dictionary<Symbol, QuoteValues> _quotes = [];
    private readonly Dictionary<string, DateTimeOffset> _readyAt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<RaisedCondition>> _told = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _bookFaults = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _controlFaults = new(StringComparer.Ordinal);
    private AccountReading? _account;
    private IReadOnlyDictionary<Symbol, AssetFacts>? _assets;
    private bool? _isLongOnly;
    private DateTimeOffset _readFrom;
    private DateTimeOffset? _uncheckedSince;

    public EntryBook Book { get; } = new(account);

    /// <summary>True once all that was stored before the start has been folded.</summary>
    public bool HasCaughtUp { get; private set; }

    /// <summary>What in the books could not be read and was not replaced since, or null; nothing is entered on a book with a hole.</summary>
    public string? BookFault => _bookFaults.Values.FirstOrDefault();

    /// <summary>Account and its configuration have been asked and answered, whatever the answer.</summary>
    public bool HasAccount => _account is not null && _isLongOnly is not null && !LacksAssets;

    public bool IsHalted => halt.IsLatched;

    /// <summary>Why a stored intent must not leave (any more), or null; may be asked beside the loop.</summary>
    public string? WhyNotSend(EntryIntent intent) => Book.Calendar.Permission.WhyNotSend(intent, halt.IsLatched, venue.Now);

    /// <summary>What of the controls could not be read and was not replaced since, or null.</summary>
    public string? ControlFault => _controlFaults.Values.FirstOrDefault();

    /// <summary>What the venue's answers say against entering.</summary>
    public EntryTrouble Difficulties { get; } = new();

    public bool HearsStages => _readyAt.Count == 2;

    /// <summary>True while nobody tells of executions: NATS is away, or the monitor is.</summary>
    public bool IsBlind => !hearsStreams() || !_readyAt.TryGetValue(Processes.Monitor, out var monitor) || machine.GetUtcNow() - monitor > MonitorPatience;

    /// <summary>Why nothing can be entered at all, or null.</summary>
    public string? Trouble =>
        BookFault is not null ? $"a book cannot be read: {BookFault}"
        : !HasCaughtUp ? "the books are being read"
        : _account is null ? "the account has not been read"
        : _isLongOnly is null ? "the account's configuration has not been verified"
        : _isLongOnly is false ? "the account is not verified to be long only without margin"
        : LacksAssets ? "the venue's assets have not been read"
        : !_account.MayTrade ? $"the account may not trade: {_account.Status}"
        : null;

    /// <summary>True when it may have moved the account's money.</summary>
    public bool Take(BookItem item)
    {
        if (item is not BookEntry entry)
        {
            HasCaughtUp = true;
            return false;
        }

        var fault = BookReading.FaultOfFolding(Book, entry);
        Note(entry.Stream == Streams.Control ? _controlFaults : _bookFaults, entry.Subject, fault);
        return HasCaughtUp && entry.Subject.StartsWith("position.", StringComparison.Ordinal);
    }

    // The next readable word on a subject replaces the one that was not.
    private static void Note(SortedDictionary<string, string> faults, string subject, string? fault)
    {
        if (fault is null)
            faults.Remove(subject);
        else
            faults[subject] = fault;
    }

    /// <summary>Trading counts as active until a control says otherwise; for recorded messages alone.</summary>
    public void AssumeActive() => Book.Calendar.AssumeActive();

    /// <summary>Recorded venue time; only a replay's clock can be told the time.</summary>
    public void Take(DateTimeOffset recorded) => (venue as ReplayVenueClock)?.AdvanceTo(recorded);

    public void Take(AccountReading reading)
    {
        if (reading.Values.ReadAt < _readFrom)
            return;
        _account = reading;
        Book.Fold(reading.Values);
    }

    public void Take(IReadOnlyDictionary<Symbol, AssetFacts> assets) => _assets = assets;

    /// <summary>What was read before is of another account, as it were: with a margin multiplier it shows several times the money.</summary>
    /// <param name="holds">Whether the account is long only without margin.</param>
    /// <param name="at">Machine time from which on it is so.</param>
    public void TakeLongOnly(bool holds, DateTimeOffset at)
    {
        if (_isLongOnly == holds)
            return;
        (_isLongOnly, _readFrom, _account) = (holds, at, null);
    }

    public void Take(Symbol symbol, QuoteValues quote)
    {
        if (!_quotes.TryGetValue(symbol, out var before) || before.At <= quote.At)
            _quotes[symbol] = quote;
    }

    /// <summary>What a stage says of itself, and what it sees standing against entering: that counts at once, whether anybody turns it into trading state or not.</summary>
    public void Take(string process, ProcessHealth state, IReadOnlyList<RaisedCondition> conditions)
    {
        _told[process] = conditions;
        if (state == ProcessHealth.Ready)
            _readyAt[process] = machine.GetUtcNow();
        else
            _readyAt.Remove(process);
    }

    /// <summary>True for a moment after the connection opened: what was missed meanwhile is still to be read.</summary>
    public bool MustAwaitBook()
    {
        _uncheckedSince = bookCheckedAt() is null ? _uncheckedSince ?? machine.GetUtcNow() : null;
        return _uncheckedSince is { } since && machine.GetUtcNow() - since <= BookPatience;
    }

    /// <summary>All that a decision on this signal knows beside the book.</summary>
    public EntryFacts FactsFor(BuySignal signal, QuoteValues? fetched) => new()
    {
        Now = venue.Now,
        MachineNow = machine.GetUtcNow(),
        Quote = Newest(fetched, Newest(signal.Quote, _quotes.GetValueOrDefault(signal.Symbol))),
        Account = _account?.Values,
        Asset = AssetOf(signal.Symbol),
        AccountMayTrade = _account is { MayTrade: true } && _isLongOnly is true,
        BookIsCurrent = HasCaughtUp && BookFault is null,
        BookCheckedAt = bookCheckedAt(),
        HaltFilePresent = halt.IsLatched,
        Conditions = [.. Difficulties.All.Keys.Concat(ToldAgainst(signal.Symbol)).Distinct().Select(TradingStateRules.NameOf)],
        MonitorReadyAt = _readyAt.TryGetValue(Processes.Monitor, out var monitor) ? monitor : null,
        SellerReadyAt = _readyAt.TryGetValue(Processes.Seller, out var seller) ? seller : null,
    };

    private IEnumerable<TradingCondition> ToldAgainst(Symbol symbol) =>
        _told.Values.SelectMany(told => told).Where(one => TradingStateRules.StandsAgainst(one, symbol, Book.Calendar.Control)).Select(one => one.Condition);

    private bool LacksAssets => needsAssets && _assets is null;

    // What is not on the list of what may be traded may not be traded.
    private AssetFacts? AssetOf(Symbol symbol) => _assets is null ? null : _assets.GetValueOrDefault(symbol) ?? new AssetFacts { IsTradable = false };

    private static QuoteValues? Newest(QuoteValues? one, QuoteValues? other) =>
        one is null ? other : other is null || one.At > other.At ? one : other;
}
