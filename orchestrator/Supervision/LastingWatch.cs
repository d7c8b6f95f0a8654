using Microsoft.Extensions.Logging;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>Keeps what runs beside the supervision going, each on its own: one that fails is told and begun again after a pause, and ends no other.</summary>
/// <param name="pause">Machine time between a failure and the next beginning; null: 5 s.</param>
public sealed class LastingWatch(TimeProvider machine, ILogger logger, TimeSpan? pause = null)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Until canceled, or until the watch has nothing more to do; never fails.</summary>
    public async Task RunAsync(string what, Func<CancellationToken, Task> watch, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(watch);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await watch(stopping);
                return;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                Log.WatchFailed(logger, what, fault);
            }

            await Task.Delay(pause ?? Pause, machine, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
