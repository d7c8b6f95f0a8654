using Microsoft.Extensions.Logging;
using Pipeline.Domain.Alerts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Alerts;

/// <summary>The routes in force: read again whenever their file changes, as a whole or not at all.</summary>
internal sealed class RouteSet(PipelineHome home, WebhookSender sender, AlertSettings settings, TimeProvider machine, ILogger logger) : IAsyncDisposable
{
    private (DateTime Written, long Length)? _read;
    private string? _refused;
    private readonly TaskCompletionSource _looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private volatile IReadOnlyList<RouteQueue> _queues = [];

    public IReadOnlyList<RouteQueue> Queues => _queues;

    /// <summary>Completes once the file was looked at: what is raised before goes nowhere.</summary>
    public Task Looked => _looked.Task;

    /// <summary>Hears how each alert fared; set before the first reading.</summary>
    public Action<Alert, string, SendResult> Told { get; set; } = (_, _, _) => { };

    /// <summary>True when there are other routes now.</summary>
    public async Task<bool> ReadAgainAsync()
    {
        var file = new FileInfo(AlertRoutesFile.PathIn(home));
        (DateTime, long) found = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        if (_read == found)
            return false;
        try
        {
            var routes = AlertRoutesFile.Read(home);
            await EndAsync();
            _stop = new CancellationTokenSource();
            _queues = [.. routes.Select(route => new RouteQueue(route, sender, settings, Told, machine, logger))];
            _running = Task.WhenAll(_queues.Select(queue => queue.RunAsync(_stop.Token)));
            // Only now: what was refused is read again, for a right that is given back (chmod) changes neither its time nor its length.
            (_read, _refused) = (found, null);
            AlertLog.RoutesRead(logger, routes.Count == 0 ? "no route" : string.Join(", ", routes));
            return true;
        }
        catch (PipelineException refused)
        {
            if (_refused != refused.Message)
                AlertLog.RoutesRefused(logger, refused.Message);
            _refused = refused.Message;
            return false;
        }
        finally
        {
            _looked.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _stop.Dispose();
    }

    private async Task EndAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
