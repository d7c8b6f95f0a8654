namespace Pipeline.Scanner;

/// <summary>What is known of the market-data stream: up to when it was heard, whether the bars it missed are still to be read, and whether requests stand in for it.</summary>
public sealed class FeedWatch(ScannerOptions options, TimeProvider machine)
{
    private static readonly TimeSpan BetweenFills = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan PollLife = TimeSpan.FromMinutes(2);
    // At a simulated venue's speed two minutes may be shorter than a request.
    private static readonly TimeSpan PollPatience = TimeSpan.FromSeconds(10);
    private DateTimeOffset? _heardUpTo;
    private long? _lostSince;
    private int _connection;
    private bool _filling;
    private long? _filledLast;
    private (DateTimeOffset Venue, long Machine)? _polled;
    private volatile StandIn? _standIn;

    /// <summary>Venue time up to which the stream was heard before it was lost, which may be minutes before the loss was noticed; null while it is heard.</summary>
    public DateTimeOffset? LostAt { get; private set; }

    /// <summary>The stream is back, but what it missed has not been read yet: nothing newer is measured before.</summary>
    public bool HasGap { get; private set; }

    /// <summary>Requests are to stand in for the stream.</summary>
    public bool IsPolling => _standIn is not null;

    /// <summary>Requests stand in for the stream, and they are answered.</summary>
    public bool PollsWell => _polled is not null;

    /// <summary>Venue time from which bars must be asked for; null while the stream brings them. May be asked from any thread.</summary>
    public DateTimeOffset? PollsSince => _standIn?.Since;

    /// <summary>All bars up to this venue time are known. Behind a gap this is not so.</summary>
    public void Heard(DateTimeOffset upTo)
    {
        if (!HasGap)
            _heardUpTo = upTo;
    }

    /// <returns>True for the first word of it: each failed attempt to connect is a loss again.</returns>
    public bool Lost(DateTimeOffset venueNow)
    {
        HasGap = false;
        if (_lostSince is not null)
            return false;
        (_lostSince, LostAt) = (machine.GetTimestamp(), HeardUpTo(venueNow));
        return true;
    }

    /// <summary>Connected, with a gap behind.</summary>
    public void Back() => (HasGap, _filledLast, _connection) = (true, null, _connection + 1);

    /// <summary>The reading that is to begin now: at once, then two seconds after each that failed; never two at a time. Null for none.</summary>
    public GapRequest? BeginFill(DateTimeOffset venueNow)
    {
        if (!HasGap || _filling || (_filledLast is { } last && machine.GetElapsedTime(last) < BetweenFills))
            return null;
        _filling = true;
        return new GapRequest(_connection, (LostAt ?? HeardUpTo(venueNow)) - Overlap);
    }

    /// <summary>The reading brought nothing that can be used.</summary>
    public void FillFailed() => (_filling, _filledLast) = (false, machine.GetTimestamp());

    /// <summary>The reading succeeded: the stream is the source again, if it is still the connection that the reading was for.</summary>
    /// <param name="upTo">Venue time up to which was read.</param>
    /// <returns>False when the reading says nothing about the gap that is open now.</returns>
    public bool Filled(GapRequest request, DateTimeOffset upTo)
    {
        ArgumentNullException.ThrowIfNull(request);
        _filling = false;
        if (!HasGap || request.Connection != _connection)
            return false;
        (HasGap, _lostSince, LostAt, _standIn, _polled, _heardUpTo) = (false, null, null, null, null, upTo);
        return true;
    }

    /// <summary>True once, when the stream has been lost for so long that requests take over.</summary>
    public bool BeginPolling(DateTimeOffset venueNow)
    {
        if (IsPolling || _lostSince is not { } since || machine.GetElapsedTime(since) < TimeSpan.FromSeconds(options.PollAfterSeconds))
            return false;
        _standIn = new StandIn(LostAt ?? venueNow);
        return true;
    }

    /// <summary>Bars come by request and never otherwise; those up to now have come.</summary>
    public void PollOnly(DateTimeOffset venueNow) => (_standIn, _polled) = (new StandIn(venueNow), (venueNow, machine.GetTimestamp()));

    /// <summary>Bars came by request.</summary>
    /// <returns>True when requests begin to stand in well, which the mere intent to ask does not show.</returns>
    public bool Polled(DateTimeOffset venueNow)
    {
        if (!IsPolling)
            return false;
        var begins = !PollsWell;
        _polled = (venueNow, machine.GetTimestamp());
        return begins;
    }

    /// <summary>True once, when no request has been answered for two minutes of venue time.</summary>
    public bool PollingFails(DateTimeOffset venueNow)
    {
        if (_polled is not { } last || venueNow - last.Venue <= PollLife || machine.GetElapsedTime(last.Machine) <= PollPatience)
            return false;
        _polled = null;
        return true;
    }

    // A simulated venue's clock may be set back behind what was heard.
    private DateTimeOffset HeardUpTo(DateTimeOffset venueNow) => _heardUpTo < venueNow ? _heardUpTo.Value : venueNow;

    private sealed record StandIn(DateTimeOffset Since);
}
