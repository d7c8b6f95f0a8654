namespace Pipeline.Scanner;

/// <summary>What is known of the market-data stream: since when it is lost, whether the bars it missed are still to be read, and whether requests stand in for it.</summary>
public sealed class FeedWatch(ScannerOptions options, TimeProvider machine)
{
    private static readonly TimeSpan BetweenFills = TimeSpan.FromSeconds(2);
    private long? _lostSince;
    private long? _filledLast;
    private volatile StandIn? _standIn;

    /// <summary>Venue time up to which the stream was heard; null while it is.</summary>
    public DateTimeOffset? LostAt { get; private set; }

    /// <summary>The stream is back, but what it missed has not been read yet: nothing newer is measured before.</summary>
    public bool HasGap { get; private set; }

    /// <summary>Requests stand in for the stream.</summary>
    public bool IsPolling => _standIn is not null;

    /// <summary>Venue time from which bars must be asked for; null while the stream brings them. May be asked from any thread.</summary>
    public DateTimeOffset? PollsSince => _standIn?.Since;

    /// <returns>True for the first word of it: each failed attempt to connect is a loss again.</returns>
    public bool Lost(DateTimeOffset venueNow)
    {
        HasGap = false;
        if (_lostSince is not null)
            return false;
        (_lostSince, LostAt) = (machine.GetTimestamp(), LostAt ?? venueNow);
        return true;
    }

    /// <summary>Connected, with a gap behind.</summary>
    public void Back() => (HasGap, _filledLast) = (true, null);

    /// <summary>True when the gap is to be read now: at once, then each two seconds until it could be.</summary>
    public bool MayFill()
    {
        if (!HasGap || (_filledLast is { } last && machine.GetElapsedTime(last) < BetweenFills))
            return false;
        _filledLast = machine.GetTimestamp();
        return true;
    }

    /// <summary>The gap is read: the stream is the source again.</summary>
    public void Filled() => (HasGap, _lostSince, LostAt, _standIn) = (false, null, null, null);

    /// <summary>True once, when the stream has been lost for so long that requests take over.</summary>
    public bool BeginPolling(DateTimeOffset venueNow)
    {
        if (IsPolling || _lostSince is not { } since || machine.GetElapsedTime(since) < TimeSpan.FromSeconds(options.PollAfterSeconds))
            return false;
        _standIn = new StandIn(LostAt ?? venueNow);
        return true;
    }

    private sealed record StandIn(DateTimeOffset Since);
}
