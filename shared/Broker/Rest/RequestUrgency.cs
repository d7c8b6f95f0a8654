namespace Pipeline.Broker.Rest;

/// <summary>What a request is for: who asks must never keep waiting who acts.</summary>
internal enum RequestUrgency
{
    /// <summary>Reads; waits behind other reads.</summary>
    Reading,

    /// <summary>Reads what protection or an exit depends on; waits behind other reads, but not for long whatever the venue says.</summary>
    Protecting,

    /// <summary>Takes risk on: a buy. Never waits behind reads.</summary>
    Entering,

    /// <summary>Takes risk away: a sell, a replacement, a cancel. Never waits behind reads, and not for long whatever the venue says.</summary>
    Exiting,
}
