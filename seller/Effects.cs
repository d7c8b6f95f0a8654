namespace Pipeline.Seller;

/// <summary>What runs beside the loop. Touched by the loop alone, in which a fault of theirs comes out.</summary>
internal sealed class Effects
{
    private readonly HashSet<Task> _running = [];

    public bool AreOver => _running.Count == 0;

    public void Start(Task effect) => _running.Add(effect);

    /// <summary>Forgets those that have ended.</summary>
    public async Task ThrowFaultsAsync()
    {
        foreach (var ended in _running.Where(effect => effect.IsCompleted).ToList())
        {
            _running.Remove(ended);
            await ended;
        }
    }

    /// <summary>Waits for all that still run, however they end.</summary>
    public async Task EndAsync() => await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
