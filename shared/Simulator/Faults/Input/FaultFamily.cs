namespace Pipeline.Simulator.Faults.Input;

/// <summary>What kinds of faults have in common: where they happen.</summary>
public enum FaultFamily
{
    /// <summary>To a REST request or its reply.</summary>
    Reply,

    /// <summary>To what a reply or a stream message says.</summary>
    Wording,

    /// <summary>To a stream.</summary>
    Stream,

    /// <summary>To an order within the venue.</summary>
    Order,

    /// <summary>To the venue as a whole: halts, corporate actions, the account.</summary>
    Venue,

    /// <summary>To prices, quotes and bars.</summary>
    Market,
}
