using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Hosting.Stages;
using Pipeline.Monitor.Inputs;

namespace Pipeline.Monitor.Handling;

/// <summary>Says so when the venue does not let itself be read: at once when it refuses the keys, after a while when book and venue are no longer compared.</summary>
/// <remarks>The stream may go on meanwhile, and what is held stays guarded by it: that is why the monitor stays, and why nobody else would notice.</remarks>
internal sealed class ReadingTrouble(Conditions conditions, StageReadiness readiness, MonitorOptions options, MonitorClock clock)
{
    /// <summary>Beyond the time between two comparisons: what a reading and its repetitions may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private DateTimeOffset? _comparedAt;
    private string _reason = "";

    public async ValueTask FailedAsync(MonitorInput.ReadFailed failed)
    {
        _reason = failed.Reason;
        if (failed.KeysRefused)
            await conditions.RaiseAsync(TradingCondition.BadKeys, $"The venue refuses the keys ({failed.Reason}).", severity: EventSeverity.Critical);
    }

    /// <param name="isWhole">Book and venue were compared.</param>
    public async ValueTask SucceededAsync(bool isWhole)
    {
        if (isWhole)
            _comparedAt = clock.Machine;
        await conditions.ClearAsync(TradingCondition.BadKeys, "The venue takes the keys again.");
    }

    /// <summary>True while the monitor calls itself unhealthy for it, so that nobody enters.</summary>
    public bool Stands()
    {
        if (conditions.Holds(TradingCondition.BadKeys))
            readiness.Unhealthy($"the venue refuses the keys: {_reason}");
        else if (clock.Machine - _comparedAt > TimeSpan.FromSeconds(options.ReconcileSeconds) + Patience)
            readiness.Unhealthy($"book and venue have not been compared since {_comparedAt:HH:mm:ss} UTC: {_reason}");
        else
            return false;
        return true;
    }
}
