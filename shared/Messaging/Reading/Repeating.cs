namespace Pipeline.Messaging;

/// <summary>Does something again and again, by machine time, until disposed; an exception of it ends it and is thrown on disposal.</summary>
internal sealed class Repeating : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Task _loop;

    public Repeating(TimeSpan interval, TimeProvider time, Func<CancellationToken, Task> what, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _loop = LoopAsync(interval, time, what, _stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _loop;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopping is how it ends.
        }
        finally
        {
            _stop.Dispose();
        }
    }

    private static async Task LoopAsync(TimeSpan interval, TimeProvider time, Func<CancellationToken, Task> what, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(stop))
            await what(stop);
    }
}
