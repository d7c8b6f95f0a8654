using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Exits.Convergence;

/// <summary>All that one step is decided on.</summary>
internal sealed record Situation(
    SellSignal Wanted, VenueView View, Progress Progress, ConvergenceSettings Settings, DateTimeOffset Now, DateTimeOffset MachineNow)
{
    /// <summary>Protection was refused so often, or shares were bare so long in spite of tries, that the position must be left.</summary>
    public bool IsEmergency => IsProtecting
        && (Progress.StopRefusals >= Settings.RefusalsBeforeEscalation
            || Progress.IsStopPassed
            || (Progress.RefusalsInARow >= Settings.RefusalsBeforeEscalation && !EntryIsOpen && Elapsed(Progress.UncoveredSince, Settings.UncoveredLimit)));

    /// <summary>Shares stay, under a stop.</summary>
    public bool IsProtecting => Wanted.Want == WantedState.Protect || !Keep.IsZero;

    /// <summary>Shares that an exit leaves in place.</summary>
    public Shares Keep => Wanted is { Want: WantedState.Exit, Keep: { } keep } ? keep : Shares.Zero;

    public bool IsCrypto => Wanted.Symbol.IsCrypto;

    /// <summary>Groups that the venue may be asked to change: what is pending takes neither a cancel nor a replace.</summary>
    public IEnumerable<SellGroup> Movable => View.Groups.Where(group => !group.IsPending && !group.BelongsToOpenEntry);

    /// <summary>The market fell through a stop-limit and its limit: it protects nothing any more.</summary>
    public SellGroup? Skipped => View.Bid is { } bid
        ? Movable.FirstOrDefault(group => group.Stop is { Type: OrderType.StopLimit, StopPrice: { } stop, LimitPrice: { } limit } && bid <= stop && bid < limit)
        : null;

    public bool MaySellAgain => Progress.RepricedAt is not { } last || MachineNow - last >= Settings.RepriceInterval;

    /// <summary>Another buy in the symbol is the next entry, not this one.</summary>
    public bool EntryIsOpen => View.Entry is { } entry
        ? !entry.IsTerminal
        : !Wanted.EntryEnded && (View.HasOpenBuy || Wanted.EntryVenueOrderId is not null);

    /// <summary>Executed shares of an open entry wait for its end first; null when they have waited long enough. The venue's word of the end comes sooner.</summary>
    public NextStep? EntryWait => EntryIsOpen && !Elapsed(Progress.ExposedSince, Settings.EntryPatience)
        ? new NextStep.Wait(Convergence.WaitFor.EntryEnd, Progress.ExposedSince is { } since ? since + Settings.EntryPatience : MachineNow + Settings.Poll)
        : null;

    public bool IsLate => IsEmergency || Wanted.Deadline is not { } deadline || Now >= deadline;

    /// <summary>Where an exit limit goes: below the bid by the slippage, but above a stop that rests beside it.</summary>
    public Price? MarketableLimit(Price? stop)
    {
        if (View.Bid is not { } bid)
            return null;
        var limit = bid.Moved(-Settings.ExitSlippage).FlooredToTick();
        if (stop is { } floor && limit <= floor)
            limit = new Price(floor.Value + 0.01m).CeiledToTick();
        return limit <= bid ? limit : null;
    }

    /// <summary>A stop in the form that the venue takes for these shares.</summary>
    public NextStep.PlaceStop StopFor(Shares quantity, Price stop) => new(quantity, stop, LimitOf(stop), !IsCrypto && (!quantity.IsWhole || Progress.DayOnly));

    /// <summary>Where the limit of a stop-limit lies; null where the venue knows plain stops.</summary>
    public Price? LimitOf(Price stop) => IsCrypto ? stop.Moved(-Settings.StopLimitDistance).FlooredToTick() : null;

    /// <summary>Too little for any order: the venue refuses crypto below a worth. An unknown price is no reason to do nothing.</summary>
    public bool IsDust(Shares quantity, Price? price) => IsCrypto && price is { } known && (known * quantity).Value < Settings.LeastCryptoWorth;

    public static bool IsReplaceable(VenueOrder order) => order.Status is OrderStatus.New or OrderStatus.PartiallyFilled or OrderStatus.Held;

    public bool Elapsed(DateTimeOffset? since, TimeSpan span) => since is { } start && MachineNow - start >= span;

    public NextStep WaitFor(WaitFor what) => new NextStep.Wait(what, MachineNow + Settings.Poll);
}
