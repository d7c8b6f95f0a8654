namespace NATS.Client.JetStream.Internal;

/// <summary>Consume options with every default filled in.</summary>
internal sealed record ConsumeSettings(
    long MaxMsgs,
    long MaxBytes,
    long ThresholdMsgs,
    long ThresholdBytes,
    TimeSpan Expires,
    TimeSpan IdleHeartbeat,
    int MaxConsecutive503Errors)
{
    // With a limit in bytes the number of messages is no limit.
    private const long AnyNumber = 1_000_000;

    public bool CountsBytes => MaxBytes > 0;

    /// <exception cref="NatsJSException">The options contradict each other.</exception>
    public static ConsumeSettings Of(NatsJSConsumeOpts opts)
    {
        if (opts is { MaxMsgs: not null, MaxBytes: not null })
        {
            throw new NatsJSException("You can only set MaxBytes or MaxMsgs.");
        }

        var expires = opts.Expires ?? TimeSpan.FromSeconds(30);
        if (expires < TimeSpan.FromSeconds(1))
        {
            throw new NatsJSException("Expires must be at least 1 s.");
        }

        var msgs = opts.MaxBytes is null ? Math.Max(1, opts.MaxMsgs ?? 1000) : AnyNumber;
        var bytes = opts.MaxBytes ?? 0;
        return new ConsumeSettings(
            msgs,
            bytes,
            Math.Min(opts.ThresholdMsgs ?? msgs / 2, msgs),
            Math.Min(opts.ThresholdBytes ?? bytes / 2, bytes),
            expires,
            Heartbeat(opts.IdleHeartbeat, expires),
            opts.MaxConsecutive503Errors);
    }

    /// <summary>The heartbeat for a request: the server accepts at most half of the time the request stands.</summary>
    public static TimeSpan Heartbeat(TimeSpan? given, TimeSpan expires)
    {
        var most = expires / 2 < TimeSpan.FromSeconds(30) ? expires / 2 : TimeSpan.FromSeconds(30);
        return given is { } wanted && wanted < most ? wanted : most;
    }
}
