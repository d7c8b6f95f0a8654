namespace Pipeline.Simulator.Faults.Venue;

/// <summary>The ways in which an order may go wrong within the venue.</summary>
public enum OrderTrouble
{
    /// <summary>It fills in part; the rest later.</summary>
    PartialFill,

    /// <summary>It is taken with a 200 and rejected when it should be routed.</summary>
    Rejection,

    /// <summary>It stays <c>pending_new</c>.</summary>
    StuckNew,

    /// <summary>It stays <c>pending_cancel</c>.</summary>
    StuckCancel,

    /// <summary>It stays <c>pending_replace</c>.</summary>
    StuckReplace,

    /// <summary>Its cancel or replace is taken and refused afterwards.</summary>
    Refusal,

    /// <summary>It fills just before it is to be cancelled.</summary>
    FillBeforeCancel,

    /// <summary>It fills just before it is to be replaced.</summary>
    FillBeforeReplace,

    /// <summary>It fills while its cancel is pending.</summary>
    FillWhileCanceling,

    /// <summary>It fills while its replace is pending.</summary>
    FillWhileReplacing,

    /// <summary>Target and stop both fill.</summary>
    BothLegs,
}
