namespace Pipeline.Broker.Streams;

/// <summary>How long to wait before the next attempt: anything up to a bound that doubles from 0.4 s to 30 s, at least 0.2 s; longer after a connection limit.</summary>
internal sealed class ReconnectDelay(TimeSpan limitPause, Random random)
{
    /// <summary>A connection that lived this long was a good one; the next loss begins at the shortest delay again.</summary>
    public static readonly TimeSpan GoodLife = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private int _losses;

    /// <param name="lived">How long the lost connection lived, machine time.</param>
    public TimeSpan After(StreamLostException loss, TimeSpan lived)
    {
        if (lived >= GoodLife)
            _losses = 0;
        _losses = Math.Min(_losses + 1, 30);
        var bound = Math.Min(Longest.TotalSeconds, Shortest.TotalSeconds * Math.Pow(2, _losses));
#pragma warning disable CA5394 // It only keeps processes from coming back all at once; who guesses it has gained nothing.
        var delay = TimeSpan.FromSeconds(Shortest.TotalSeconds + (random.NextDouble() * (bound - Shortest.TotalSeconds)));
#pragma warning restore CA5394
        return loss.ConnectionLimit ? limitPause + delay : delay;
    }
}
