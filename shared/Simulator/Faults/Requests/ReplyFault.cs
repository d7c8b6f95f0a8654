namespace Pipeline.Simulator.Faults.Requests;

/// <summary>What goes wrong with a REST request or its reply.</summary>
public sealed record ReplyFault : Fault
{
    /// <summary>True when the venue does what was asked for, whatever the client is told.</summary>
    public bool Booked { get; init; }

    /// <summary>How long the request waits before the venue sees it, in machine time.</summary>
    public TimeSpan DelayBefore { get; init; }

    /// <summary>How much later the reply leaves, in machine time.</summary>
    public TimeSpan DelayAfter { get; init; }

    /// <summary>True when the connection is dropped instead of an answer.</summary>
    public bool Drops { get; init; }

    /// <summary>What the client is told instead; null for what the venue says.</summary>
    public ReplyBody? Body { get; init; }

    /// <summary>HTTP status; 0 for the one the venue gave.</summary>
    public int Status { get; init; }

    public int Code { get; init; }

    public string Text { get; init; } = "";

    /// <summary>True to send the rate-limit headers, with nothing remaining.</summary>
    public bool RateHeaders { get; init; }

    /// <summary>Seconds of a Retry-After header; null for none.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>True when the keys are good for nothing any more: streams refuse them too.</summary>
    public bool RevokesKeys { get; init; }

    /// <summary>True when the client does not get the venue's own reply; one such fault is enough for a request.</summary>
    public bool Ends => Drops || Body is not null;
}
