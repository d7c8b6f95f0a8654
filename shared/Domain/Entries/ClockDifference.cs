namespace Pipeline.Domain.Entries;

/// <summary>By how much our reading of venue time and the venue's own word differ.</summary>
public static class ClockDifference
{
    /// <summary>Machine time; zero when the venue may have said it at some moment between asking and answering.</summary>
    /// <param name="askedAt">Our venue time when the question left.</param>
    /// <param name="answeredAt">Our venue time when the answer was here.</param>
    /// <param name="told">What the venue said.</param>
    /// <param name="speed">Venue seconds per second of the machine; 0 while the venue's time stands still.</param>
    public static TimeSpan Of(DateTimeOffset askedAt, DateTimeOffset answeredAt, DateTimeOffset told, double speed)
    {
        var ahead = askedAt > told ? askedAt - told : answeredAt < told ? answeredAt - told : TimeSpan.Zero;
        return ahead / Math.Max(1, speed);
    }
}
