namespace Pipeline.Hosting.Stages;

/// <summary>Runs the parts of a stage side by side: when one ends or fails, the others are canceled, so that none fails in silence.</summary>
public static class Together
{
    /// <summary>Returns when the first part returns, after the others have ended too; throws the first fault.</summary>
    public static async Task RunAsync(CancellationToken stopping, params Func<CancellationToken, Task>[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        using var all = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var running = parts.Select(part => part(all.Token)).ToList();
        var first = await Task.WhenAny(running);
        await all.CancelAsync();
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
        await Task.WhenAll(running.Where(part => part.IsFaulted));
    }
}
