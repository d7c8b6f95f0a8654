namespace Pipeline.Monitor.Handling;

/// <summary>When the venue is read next: one reading at a time, the most urgent cause first.</summary>
internal sealed class ReadingSchedule(MonitorOptions options)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private DateTimeOffset? _due;
    private string _cause = "start";
    private bool _isReading;

    /// <summary>Makes a reading due at a moment of the machine's clock, unless one is due earlier.</summary>
    public void Want(string cause, DateTimeOffset at)
    {
        if (_due is { } due && due <= at)
            return;
        (_due, _cause) = (at, cause);
    }

    /// <summary>The cause of the reading to begin now; null when none is due or one is under way.</summary>
    public string? Begin(DateTimeOffset machineNow)
    {
        if (_isReading || _due is not { } due || due > machineNow)
            return null;
        (_isReading, _due) = (true, null);
        return _cause;
    }

    /// <param name="inDoubt">Two equal readings are needed: the second comes after the quiet time.</param>
    /// <param name="streamIsLost">Reading stands in for the stream.</param>
    public void Succeeded(DateTimeOffset machineNow, bool inDoubt, bool streamIsLost)
    {
        _isReading = false;
        if (inDoubt)
            Want("doubt", machineNow.AddSeconds(options.QuietSeconds + 0.1));
        else if (streamIsLost)
            Want("polling", machineNow.AddSeconds(options.PollSeconds));
        else
            Want("schedule", machineNow.AddSeconds(options.ReconcileSeconds));
    }

    public void Failed(DateTimeOffset machineNow)
    {
        _isReading = false;
        Want("retry", machineNow + RetryAfter);
    }
}
