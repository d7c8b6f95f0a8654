namespace Pipeline.Monitor.Handling;

/// <summary>Knows when a venue whose stream is lost has come back: who answers a request takes a connection too.</summary>
/// <remarks>Told once a return, so that a venue that answers but has no stream is not pressed for one.</remarks>
internal sealed class VenueReturn
{
    private DateTimeOffset? _lostAt;
    private bool _isBack;

    /// <summary>The stream is lost; each failed attempt to connect says so again.</summary>
    public void Lost(DateTimeOffset machineNow)
    {
        if (_lostAt is null)
            (_lostAt, _isBack) = (machineNow, false);
    }

    public void Connected() => _lostAt = null;

    public void NotAnswered() => _isBack = false;

    /// <summary>True for the first answer since the stream was lost or the venue last gave none.</summary>
    /// <param name="askedAt">Machine time of the question: what was asked before the loss proves nothing.</param>
    public bool Answered(DateTimeOffset askedAt)
    {
        if (_isBack || !(askedAt >= _lostAt))
            return false;
        return _isBack = true;
    }
}
