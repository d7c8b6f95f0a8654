using System.Collections.Immutable;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Entries;

/// <summary>What the controls allow; one of these never changes, so whoever sends may read it beside the loop that folds the next.</summary>
public sealed record EntryPermission
{
    private readonly ImmutableDictionary<Symbol, LockControl> _locks = ImmutableDictionary<Symbol, LockControl>.Empty;
    private readonly ImmutableDictionary<Symbol, FlattenControl> _flattened = ImmutableDictionary<Symbol, FlattenControl>.Empty;
    private readonly FlattenControl? _allFlattened;

    private EntryPermission(EntryPermission before, ImmutableDictionary<Symbol, LockControl> locks, ImmutableDictionary<Symbol, FlattenControl> flattened, FlattenControl? all) =>
        (Trading, _locks, _flattened, _allFlattened) = (before.Trading, locks, flattened, all);

    private EntryPermission()
    {
    }

    /// <summary>Nothing was read yet, so nothing is allowed.</summary>
    public static EntryPermission Unread { get; } = new();

    /// <summary>Null until it was read, or while it cannot be.</summary>
    public TradingState? Trading { get; init; }

    public EntryPermission With(LockControl held)
    {
        ArgumentNullException.ThrowIfNull(held);
        return new EntryPermission(this, _locks.SetItem(held.Symbol, held), _flattened, _allFlattened);
    }

    public EntryPermission With(FlattenControl flatten)
    {
        ArgumentNullException.ThrowIfNull(flatten);
        return flatten.Symbol is { } symbol
            ? new EntryPermission(this, _locks, _flattened.SetItem(symbol, flatten), _allFlattened)
            : new EntryPermission(this, _locks, _flattened, flatten);
    }

    public LockControl? LockAt(Symbol symbol, DateTimeOffset venueNow) =>
        _locks.TryGetValue(symbol, out var held) && venueNow < held.Until ? held : null;

    /// <summary>The flatten command that concerns what began in a symbol at a moment, or null.</summary>
    public FlattenControl? FlattenAfter(Symbol symbol, DateTimeOffset venueTime) =>
        _flattened.TryGetValue(symbol, out var one) && venueTime < one.VenueTime ? one
        : _allFlattened is { } all && venueTime < all.VenueTime ? all
        : null;

    /// <summary>Why a stored intent must not leave (any more), or null: what the venue does not have yet is as new as what is not decided yet.</summary>
    /// <param name="intent">As stored.</param>
    /// <param name="haltFilePresent">True while the halt file lies in the run folder.</param>
    /// <param name="venueNow">Venue time.</param>
    public string? WhyNotSend(EntryIntent intent, bool haltFilePresent, DateTimeOffset venueNow)
    {
        ArgumentNullException.ThrowIfNull(intent);
        if (haltFilePresent)
            return "the halt file is set";
        if (Trading != TradingState.Active)
            return $"trading is {Trading?.ToString().ToUpperInvariant() ?? "in a state that was not read"}";
        if (FlattenAfter(intent.Symbol, intent.VenueTime) is { } flatten)
            return $"{flatten.Symbol?.ToString() ?? "everything"} was flattened after its decision";
        return LockAt(intent.Symbol, venueNow) is { } held ? $"{intent.Symbol} is locked: {held.Reason}" : null;
    }
}
