namespace Pipeline.Exchange;

/// <summary>How long an order works.</summary>
public enum TimeInForce
{
    /// <summary>Until the close of the session it is meant for.</summary>
    Day,

    /// <summary>Until it is cancelled, 90 days at most.</summary>
    Gtc,

    /// <summary>Fills what it can at once; the rest is cancelled.</summary>
    Ioc,

    /// <summary>Fills completely at once or not at all.</summary>
    Fok,

    /// <summary>In the opening auction or not at all.</summary>
    Opg,

    /// <summary>In the closing auction or not at all.</summary>
    Cls,
}
