using Pipeline.Contracts.Control;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Entries;

/// <summary>When and where entries are allowed at all: trading state, sessions, cooldowns, locks, flatten commands.</summary>
public sealed class TradingCalendar
{
    private const int SessionsKept = 10;
    private readonly SortedDictionary<DateOnly, Session> _sessions = [];
    private readonly Dictionary<Symbol, Cooldown> _cooldowns = [];
    private volatile EntryPermission _permission = EntryPermission.Unread;

    /// <summary>What the controls folded so far allow; may be asked for beside the loop.</summary>
    public EntryPermission Permission => _permission;

    /// <summary>The control in force; null until it was read.</summary>
    public TradingControl? Control { get; private set; }

    /// <summary>Null until it was read; then nothing may be entered.</summary>
    public TradingState? Trading => _permission.Trading;

    public void Fold(TradingControl control)
    {
        ArgumentNullException.ThrowIfNull(control);
        (Control, _permission) = (control, _permission with { Trading = control.State });
    }

    /// <summary>For recorded messages, among which there may be no control at all.</summary>
    public void AssumeActive() => _permission = _permission with { Trading = Trading ?? TradingState.Active };

    /// <summary>A control that could not be read: nothing may be entered until one can.</summary>
    public void ForgetTrading() => (Control, _permission) = (null, _permission with { Trading = null });

    public void Fold(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        _sessions[session.Day] = session;
        if (_sessions.Count > SessionsKept)
            _sessions.Remove(_sessions.Keys.First());
    }

    public void Fold(Cooldown cooldown)
    {
        ArgumentNullException.ThrowIfNull(cooldown);
        _cooldowns[cooldown.Symbol] = cooldown;
    }

    public void Fold(LockControl held)
    {
        ArgumentNullException.ThrowIfNull(held);
        _permission = _permission.With(held);
    }

    public void Fold(FlattenControl flatten)
    {
        ArgumentNullException.ThrowIfNull(flatten);
        _permission = _permission.With(flatten);
    }

    /// <summary>The session that a moment lies in, or null.</summary>
    public Session? SessionAt(DateTimeOffset venueNow) => _sessions.Values.FirstOrDefault(session => session.Includes(venueNow));

    /// <summary>The newest cooldown of a symbol, over or not.</summary>
    public Cooldown? LastCooldownOf(Symbol symbol) => _cooldowns.GetValueOrDefault(symbol);

    public Cooldown? CooldownAt(Symbol symbol, DateTimeOffset venueNow) =>
        _cooldowns.TryGetValue(symbol, out var cooldown) && venueNow < cooldown.Until ? cooldown : null;

    public LockControl? LockAt(Symbol symbol, DateTimeOffset venueNow) => _permission.LockAt(symbol, venueNow);

    /// <summary>The flatten command that concerns what began in a symbol at a moment, or null.</summary>
    public FlattenControl? FlattenAfter(Symbol symbol, DateTimeOffset venueTime) => _permission.FlattenAfter(symbol, venueTime);
}
