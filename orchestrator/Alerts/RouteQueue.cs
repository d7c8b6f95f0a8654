using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Domain.Alerts;

namespace Pipeline.Orchestrator.Alerts;

/// <summary>One route's alerts in their order, sent behind everybody's back: a receiver that hangs holds up its own route and nothing else.</summary>
/// <param name="told">Hears how each alert fared; must not wait.</param>
internal sealed class RouteQueue(AlertRoute route, WebhookSender sender, AlertSettings settings, Action<Alert, string, SendResult> told, TimeProvider machine, ILogger logger)
{
    private const int MostWaiting = 200;
    private readonly Channel<Alert> _waiting = Channel.CreateBounded<Alert>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly ConcurrentDictionary<string, bool> _held = new(StringComparer.Ordinal);
    private readonly Queue<DateTimeOffset> _sent = new();

    public AlertRoute Route => route;

    /// <summary>Never waits: what finds no room has failed, and that is told. What is here already, waiting or being sent, is not taken twice.</summary>
    public void Add(Alert alert)
    {
        if (!_held.TryAdd(alert.Id, true) || _waiting.Writer.TryWrite(alert))
            return;
        told(alert, route.Name, new SendResult("queue_full"));
        _held.TryRemove(alert.Id, out _);
    }

    /// <summary>Sends until cancelled; what then waits is taken up from the stored alerts at the next start.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await foreach (var alert in _waiting.Reader.ReadAllAsync(stopping))
        {
            var now = machine.GetUtcNow();
            while (_sent.TryPeek(out var oldest) && oldest < now.AddHours(-1))
                _sent.Dequeue();
            var result = RouteRules.MaySend(alert.Severity, _sent, settings, now) ? await SendAsync(alert, now, stopping) : new SendResult("rate_limited");
            if (!result.IsDelivered)
                AlertLog.NotSent(logger, alert.Id, route.Name, result.Reason!);
            told(alert, route.Name, result);
            _held.TryRemove(alert.Id, out _);
        }
    }

    private async Task<SendResult> SendAsync(Alert alert, DateTimeOffset now, CancellationToken stopping)
    {
        _sent.Enqueue(now);
        try
        {
            return await sender.SendAsync(route, alert, stopping);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // One alert that cannot be sent for a reason nobody thought of must not end the route.
            return new SendResult(fault.GetType().Name);
        }
    }
}
