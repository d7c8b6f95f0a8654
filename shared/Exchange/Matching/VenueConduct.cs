namespace Pipeline.Exchange;

/// <summary>
/// How the venue behaves towards the next requests. For a test that forces what chance would rarely do; not part of the
/// state, so a restart forgets it. Set on the thread that calls the venue.
/// </summary>
public sealed class VenueConduct
{
    /// <summary>How many of the next buy entries fill in part, whatever chance says.</summary>
    public int PartialFills { get; set; }

    /// <summary>How long the remainder of a forced partial fill waits.</summary>
    public TimeSpan RemainderDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many of the next orders are taken with a 200 and rejected when they should be routed.</summary>
    public int Rejections { get; set; }

    /// <summary>What those orders are told.</summary>
    public string RejectReason { get; set; } = "rejected by the exchange";

    /// <summary>How long a new order stays <c>pending_new</c>.</summary>
    public TimeSpan RoutingDelay { get; set; }

    /// <summary>How long a cancel stays <c>pending_cancel</c>; the order may fill meanwhile.</summary>
    public TimeSpan CancelDelay { get; set; }

    /// <summary>How long a replace stays <c>pending_replace</c>; the old order may fill meanwhile.</summary>
    public TimeSpan ReplaceDelay { get; set; }

    /// <summary>How many of the next cancels are taken and then refused with <c>order_cancel_rejected</c>.</summary>
    public int CancelRejections { get; set; }

    /// <summary>How many of the next replaces are taken and then refused with <c>order_replace_rejected</c>.</summary>
    public int ReplaceRejections { get; set; }

    /// <summary>How often a stop that is triggered beside its take-profit finds that one filled as well.</summary>
    public int DoubleExits { get; set; }

    /// <summary>Asked about single orders before the counts above; null to ask nobody.</summary>
    public IVenueTrouble? Trouble { get; set; }

    /// <summary>True when an order fills in part only; uses up one count.</summary>
    public bool TakesPart(Order order, DateTimeOffset now)
    {
        if (!Matching.CanBePartial(order with { ExecutionCount = 0 })) return false;
        if (Trouble?.FillsInPart(order, now) is { } delay)
        {
            RemainderDelay = delay;
            return true;
        }

        if (PartialFills == 0 || order is not { Side: Side.Buy, Role: OrderRole.Entry, ExecutionCount: 0 }) return false;
        PartialFills--;
        return true;
    }

    /// <summary>True when a target fills beside the stop that was triggered; uses up one count.</summary>
    public bool TakesBoth(Order profit, DateTimeOffset now)
    {
        if (Trouble?.FillsBesideStop(profit, now) == true) return true;
        if (DoubleExits == 0) return false;
        DoubleExits--;
        return true;
    }

    /// <summary>Why an order is rejected, or null; uses up one count.</summary>
    public string? Rejects(Order order, DateTimeOffset now)
    {
        if (Trouble?.Rejects(order, now) is { } reason) return reason;
        if (Rejections == 0) return null;
        Rejections--;
        return RejectReason;
    }

    /// <summary>How long an order stays pending.</summary>
    /// <param name="pending"><c>PendingNew</c>, <c>PendingCancel</c> or <c>PendingReplace</c>.</param>
    public TimeSpan DelayOf(Order order, OrderStatus pending, DateTimeOffset now) => Trouble?.StaysPending(order, pending, now) ?? pending switch
    {
        OrderStatus.PendingCancel => CancelDelay,
        OrderStatus.PendingReplace => ReplaceDelay,
        _ => RoutingDelay,
    };

    /// <summary>Back to normal.</summary>
    public void Clear()
    {
        (PartialFills, Rejections, CancelRejections, ReplaceRejections, DoubleExits) = (0, 0, 0, 0, 0);
        (RoutingDelay, CancelDelay, ReplaceDelay) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
    }
}
