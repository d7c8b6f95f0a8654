namespace NATS.Client.Core.Internal;

/// <summary>How long something may take, as the options say it.</summary>
internal static class Duration
{
    // What the timers of .NET take at most: 49.7 days.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>The duration, or <see cref="Timeout.InfiniteTimeSpan"/> for either way to say "for ever".</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or longer than 49 days without being for ever.</exception>
    public static TimeSpan Check(TimeSpan value, string name) =>
        value == TimeSpan.MaxValue || value == Timeout.InfiniteTimeSpan ? Timeout.InfiniteTimeSpan
        : value >= TimeSpan.Zero && value <= Longest ? value
        : throw new ArgumentOutOfRangeException(
            name, value, $"{name} is not between zero and {Longest.TotalDays:0} days; TimeSpan.MaxValue and Timeout.InfiniteTimeSpan mean for ever.");

    /// <summary>The duration, or null for none and for ever.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or longer than 49 days without being for ever.</exception>
    public static TimeSpan? OrNull(TimeSpan? value, string name) =>
        value is { } some && Check(some, name) is { Ticks: >= 0 } finite ? finite : null;
}
