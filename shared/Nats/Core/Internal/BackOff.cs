namespace NATS.Client.Core.Internal;

/// <summary>How long to wait before the next round over all servers.</summary>
internal static class BackOff
{
    private const double LongestDelay = int.MaxValue; // ms, 24 days: what Task.Delay is sure to take

    /// <param name="opts">The least and the longest wait, and the most that chance adds.</param>
    /// <param name="failures">How many rounds have failed since the connection was lost.</param>
    /// <param name="lived">How long that connection had lasted.</param>
    /// <param name="chance">0 to 1: the share of the jitter.</param>
    public static TimeSpan WaitAfter(NatsOpts opts, int failures, TimeSpan lived, double chance)
    {
        var least = opts.ReconnectWaitMin.TotalMilliseconds;

        // The first round comes at once; but a server that takes us and lets us go must not be asked without a pause either.
        var wait = failures > 0 ? least * Math.Pow(2, Math.Min(failures - 1, 30))
            : least - lived.TotalMilliseconds;
        var jitter = opts.ReconnectJitter.TotalMilliseconds * chance;
        return TimeSpan.FromMilliseconds(Math.Clamp(Math.Min(Math.Max(wait, 0), opts.ReconnectWaitMax.TotalMilliseconds) + jitter, 0, LongestDelay));
    }
}
