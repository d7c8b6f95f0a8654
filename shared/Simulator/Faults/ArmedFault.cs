using Pipeline.Exchange;
using Pipeline.Simulator.Faults.Venue;

namespace Pipeline.Simulator.Faults;

/// <summary>A fault that is switched on, and how often it happened. Guarded by the board's lock.</summary>
/// <param name="number">Its number on the board, 1 and upward; part of what seeds its chance.</param>
/// <param name="start">Venue time from which it may happen.</param>
/// <param name="machineStart">Machine time it was armed at.</param>
public sealed class ArmedFault(FaultOrder order, int number, ulong seed, DateTimeOffset start, DateTimeOffset machineStart)
{
    private const ulong Draw = 900;

    public string Id { get; } = FormattableString.Invariant($"f{number}");

    public FaultOrder Order => order;

    /// <summary>Venue time from which it may happen.</summary>
    public DateTimeOffset Start => start;

    /// <summary>Venue time at which it is over; null for never.</summary>
    public DateTimeOffset? End { get; } = order.Trigger.For is { } seconds ? start.AddSeconds(seconds) : null;

    /// <summary>Next venue time at which it happens by itself; null when it does not any more.</summary>
    public DateTimeOffset? Next { get; private set; } = order.Fault.HappensByTime ? start : null;

    /// <summary>Occasions so far, those let pass included.</summary>
    public int Occasions { get; private set; }

    /// <summary>How often it happened.</summary>
    public int Fired { get; private set; }

    /// <summary>Venue time it happened last.</summary>
    public DateTimeOffset? LastFiredAt { get; private set; }

    /// <summary>Venue time at which what happened is undone; null when there is nothing to undo.</summary>
    public DateTimeOffset? LiftAt { get; private set; }

    /// <summary>Why it could not happen when its time came; null when it could.</summary>
    public string? Problem { get; private set; }

    public bool IsSpent => order.Trigger.Count is { } count && Fired >= count;

    /// <summary><c>armed</c> before its time, <c>active</c>, <c>spent</c> when it happened as often as asked, <c>over</c> when its time is.</summary>
    public string StateAt(DateTimeOffset now, DateTimeOffset machine) =>
        IsSpent || (order.Fault.HappensByTime && Next is null) ? "spent" : IsOver(now, machine) ? "over" : now < start ? "armed" : "active";

    public bool IsActive(DateTimeOffset now, DateTimeOffset machine) => now >= start && !IsSpent && !IsOver(now, machine);

    /// <summary>Lets it happen to an occasion, if its count and chance say so.</summary>
    public bool TryFire(DateTimeOffset now, DateTimeOffset machine)
    {
        if (!IsActive(now, machine)) return false;
        var occasion = Occasions++;
        if (occasion < order.Trigger.Skip || !IsDrawn(occasion)) return false;
        Fired++;
        LastFiredAt = now;
        return true;
    }

    /// <summary>What chance says to an occasion; always the same.</summary>
    public bool IsDrawnFor(ulong occasion) =>
        order.Trigger.Probability >= 1 || Chance.Unit(order.Trigger.Seed ?? seed, order.Trigger.Seed is null ? Draw + (ulong)number : Draw, occasion) < order.Trigger.Probability;

    /// <summary>Counts one use of a fault that lasts, such as a price that is shown wrong.</summary>
    public void Used(DateTimeOffset now)
    {
        Fired++;
        LastFiredAt = now;
    }

    /// <summary>Leaves out what happened by itself until a moment, before this process began.</summary>
    public void PassOver(DateTimeOffset reached)
    {
        while (Next is { } due && due <= reached)
        {
            Next = order.Trigger.Every is { } seconds ? due.AddSeconds(seconds) : null;
            if (LiftOf(due) > reached) LiftAt = LiftOf(due);
        }
    }

    /// <summary>Takes back that it happened, because it could not: nobody may believe that it did.</summary>
    public void Failed(string problem)
    {
        Fired--;
        LiftAt = null;
        Problem = problem;
    }

    /// <summary>True when it is time to undo it.</summary>
    public bool TryLift(DateTimeOffset now)
    {
        if (LiftAt is null || LiftAt > now) return false;
        LiftAt = null;
        return true;
    }

    /// <summary>True when it is time for it to happen by itself; sets the time after that.</summary>
    public bool TryFall(DateTimeOffset now, DateTimeOffset machine)
    {
        if (Next is not { } due || due > now) return false;
        var fired = TryFire(now, machine);
        if (fired) LiftAt = LiftOf(now);
        Next = order.Trigger.Every is { } seconds ? due.AddSeconds(seconds) : null;
        // Hours may have been jumped over; what fell into them happens once.
        while (Next is { } next && next <= now) Next = next.AddSeconds(order.Trigger.Every!.Value);
        if (IsSpent || (Next is not null && IsOver(Next.Value, machine))) Next = null;
        return fired;
    }

    private DateTimeOffset? LiftOf(DateTimeOffset happened) => order.Fault is VenueFault { Lasting: { } time, Lift: not null } ? happened + time : null;

    private bool IsDrawn(int occasion) => IsDrawnFor((ulong)occasion);

    private bool IsOver(DateTimeOffset now, DateTimeOffset machine) =>
        now >= End || (order.Trigger.ForMachine is { } seconds && machine >= machineStart.AddSeconds(seconds));
}
