namespace Pipeline.Domain.Entries;

/// <summary>How long an entry may take on its way; all machine time.</summary>
public sealed record EntryTiming
{
    /// <summary>From the decision, after which the body is never sent (again).</summary>
    public TimeSpan SendWindow { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest that one request may take, its wait for a connection and the request budget included.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Past the last possible request's time-out, before "not found" counts towards giving up (invariant 2).</summary>
    public TimeSpan LateArrivalMargin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Between two look-ups of one entry.</summary>
    public TimeSpan LookupInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>From a request without an answer to the first look-up.</summary>
    public TimeSpan FirstLookupAfter { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>From the decision of another, until which its own request is given its time before it is looked up.</summary>
    public TimeSpan TakeOverAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>From the first execution, after which what is left is canceled.</summary>
    public TimeSpan RemainderCancelAfter { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>From the decision, after which an entry without any execution is canceled.</summary>
    public TimeSpan EntryTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>From one cancel request, after which an order still working is canceled again.</summary>
    public TimeSpan CancelAgainAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>When the last request that could have left must have been answered or lost.</summary>
    public DateTimeOffset CertainlyArrivedBy(DateTimeOffset sendBefore) => sendBefore + RequestTimeout + LateArrivalMargin;
}
