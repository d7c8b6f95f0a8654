namespace Pipeline.Exchange;

/// <summary>
/// Asked wherever an order may go wrong within the venue; each answer is about one order at one moment. For simulators that let
/// what is rare happen on demand; asked on the thread that calls the venue.
/// </summary>
public interface IVenueTrouble
{
    /// <summary>How long what is left rests when the order fills in part only; null when it fills as usual.</summary>
    TimeSpan? FillsInPart(Order order, DateTimeOffset now);

    /// <summary>How long a new order, a cancel or a replace stays pending; null for as long as usual.</summary>
    TimeSpan? StaysPending(Order order, OrderStatus pending, DateTimeOffset now);

    /// <summary>Why an order that was taken is rejected when it should be routed; null when it is not.</summary>
    string? Rejects(Order order, DateTimeOffset now);

    /// <summary>True when a cancel or replace that was taken is refused afterwards, and the order works on.</summary>
    bool Refuses(Order order, DateTimeOffset now);

    /// <summary>True when the order fills just before a request to cancel or replace it arrives.</summary>
    bool FillsFirst(Order order, OrderStatus pending, DateTimeOffset now);

    /// <summary>True when the order fills while it is pending, so that its cancel or replace comes too late.</summary>
    bool FillsWhilePending(Order order, DateTimeOffset now);

    /// <summary>True when a target fills beside the stop that was triggered.</summary>
    bool FillsBesideStop(Order profit, DateTimeOffset now);
}
