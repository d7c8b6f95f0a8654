using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Trading;

namespace Pipeline.Orchestrator.Store;

/// <summary>Stores a small message each two seconds and looks at the disk: a server that answers but can store nothing is found before an intent is.</summary>
public sealed class StoreProbe(PipelineHome home, PipelineConnection connection, MessagePublisher publisher, TimeProvider machine)
{
    private const double Mebibyte = 1024 * 1024;

    /// <summary>One failure may be a server that is just starting.</summary>
    private const int FailuresThatTell = 2;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>A disk that is merely busy answers sooner; a full one says nothing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private volatile RaisedCondition? _full;
    private int _failures;

    /// <summary>That nothing can be stored, or soon nothing will; empty while all is well, and while the server is away.</summary>
    public IReadOnlyList<RaisedCondition> Conditions => _full is { } full ? [full] : [];

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, machine);
        while (await timer.WaitForNextTickAsync(stopping))
            _full = await LookAsync(stopping) is { } why ? TradingSights.Condition(TradingCondition.StoreFull, Processes.Orchestrator, why, machine.GetUtcNow()) : null;
    }

    private async Task<string?> LookAsync(CancellationToken cancellationToken)
    {
        if (home.FreeSpace is var free and < PipelineHome.LeastFree)
            return string.Create(CultureInfo.InvariantCulture, $"Only {free / Mebibyte:0.0} MB are free under {home.Root}.");
        if (!connection.IsOpen)
            return _full?.Text;
        var result = await StoreAsync(cancellationToken);
        _failures = result is PublishResult.Unknown && connection.IsOpen ? _failures + 1 : 0;
        return _failures >= FailuresThatTell && result is PublishResult.Unknown { Reason: var reason } ? $"nats-server can store nothing: {reason}" : null;
    }

    private async Task<PublishResult> StoreAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, machine);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await publisher.PublishBytesAsync(Topology.ProbeSubject, [], new Dictionary<string, string>(), PublishExpectation.None, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new PublishResult.Unknown(string.Create(CultureInfo.InvariantCulture, $"no acknowledgement within {Patience.TotalSeconds:0} s"));
        }
    }
}
