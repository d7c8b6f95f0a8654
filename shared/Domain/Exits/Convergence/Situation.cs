using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Exits.Convergence;

/// <summary>All that one step is decided on.</summary>
internal sealed record Situation(
    SellSignal Wanted, VenueView View, Progress Progress, ConvergenceSettings Settings, DateTimeOffset Now, DateTimeOffset MachineNow)
{
    /// <summary>Protection was refused so often, or shares were bare so long in spite of tries, that the position must be left.</summary>
    public bool IsEmergency => Wanted.Want == WantedState.Protect
        && (Progress.StopRefusals >= Settings.RefusalsBeforeEscalation
            || (Progress.RefusalsInARow >= Settings.RefusalsBeforeEscalation && !EntryIsOpen && Elapsed(Progress.UncoveredSince, Settings.UncoveredLimit)));

    /// <summary>Another buy in the symbol is the next entry, not this one.</summary>
    public bool EntryIsOpen => View.Entry is { } entry
        ? !entry.IsTerminal
        : !Wanted.EntryEnded && (View.HasOpenBuy || Wanted.EntryVenueOrderId is not null);

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

    public static bool IsReplaceable(VenueOrder order) => order.Status is OrderStatus.New or OrderStatus.PartiallyFilled or OrderStatus.Held;

    public bool Elapsed(DateTimeOffset? since, TimeSpan span) => since is { } start && MachineNow - start >= span;

    public NextStep WaitFor(WaitFor what) => new NextStep.Wait(what, MachineNow + Settings.Poll);
}
