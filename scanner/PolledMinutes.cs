namespace Pipeline.Scanner;

/// <summary>Which minutes are asked for next: a late bar is not missed, and a clock that is set back does not end the asking.</summary>
public static class PolledMinutes
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(3);

    /// <summary>The start of the next reading; null while the last one will do.</summary>
    /// <param name="polled">The end of the last reading, null for none.</param>
    /// <param name="since">Venue time from which bars are wanted.</param>
    /// <param name="minute">The end of the newest minute that is over.</param>
    public static DateTimeOffset? Next(DateTimeOffset? polled, DateTimeOffset since, DateTimeOffset minute)
    {
        if (polled is not { } before || minute < before - Overlap)
            return (since < minute ? since : minute) - Overlap;
        return minute > before ? before - Minute : null;
    }
}
