using Pipeline.Contracts.Orders;

namespace Pipeline.Domain.Entries;

/// <summary>The next thing to do about a stored intent.</summary>
public abstract record EntryStep
{
    private EntryStep()
    {
    }

    /// <summary>Ask the venue for the client order id.</summary>
    public sealed record LookUp : EntryStep;

    /// <summary>Send the stored body, as it is.</summary>
    public sealed record Send : EntryStep;

    /// <summary>Look again then (machine time).</summary>
    public sealed record Wait(DateTimeOffset Until) : EntryStep;

    /// <summary>The venue has it: record that.</summary>
    public sealed record RecordAccepted(VenueOrder Order) : EntryStep;

    /// <summary>It has no effect and will never be sent: record that, its money is free.</summary>
    public sealed record Abandon(string Why) : EntryStep;

    /// <summary>Nothing is left to do.</summary>
    public sealed record Settled : EntryStep;
}
