namespace NATS.Client.Core.Internal;

/// <summary>How long to wait before the next round over all servers.</summary>
internal static class BackOff
{
    /// <param name="opts">The least and the longest wait, and the most that chance adds.</param>
    /// <param name="failures">How many rounds have failed since the connection was lost.</param>
    /// <param name="lived">How long that connection had lasted.</param>
    /// <param name="chance">0 to 1: the share of the jitter.</param>
    public static TimeSpan WaitAfter(NatsOpts opts, int failures, TimeSpan lived, double chance)
    {
        var least = opts.ReconnectWaitMin;

        // The first round comes at once; but a server that takes us and lets us go must not be asked without a pause either.
        var wait = failures > 0 ? least * Math.Pow(2, Math.Min(failures - 1, 30))
            : lived < least ? least - lived
            : TimeSpan.Zero;
        return (wait < opts.ReconnectWaitMax ? wait : opts.ReconnectWaitMax) + (opts.ReconnectJitter * chance);
    }
}
