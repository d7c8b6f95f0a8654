using Microsoft.Extensions.Logging;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Orders;
using Pipeline.Hosting;
using Pipeline.Hosting.Stages;
using Pipeline.Monitor.Books;

namespace Pipeline.Monitor.Handling;

/// <summary>Listens to the account stream: folds what it tells, holds it back while something may have been missed, and knows when it tells nothing any more.</summary>
/// <remarks>
/// Until the books are read, and from each reconnect until the venue was read, updates are held back in their order, so that nothing is
/// folded across a gap.
/// </remarks>
internal sealed class StreamHandling(
    StageRun run, MonitorOptions options, MonitorBooks books, OrderHandling orders, GuardHandling guard, ReadingSchedule schedule, IAccountStream stream, StageReadiness readiness, EventTeller events,
    MonitorClock clock, ILogger<StreamHandling> logger)
{
    // Unhealthy on purpose: executions are folded later than by the stream, so nobody enters; exits and protection go on.
    private const string Polling = "polling: the account stream is lost for long, executions come by request until it is back";
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(10);
    private readonly Queue<AccountStreamItem.Update> _heldBack = [];
    private readonly StreamDoubt _doubt = new();
    private readonly VenueReturn _return = new();
    private DateTimeOffset? _gapSince;
    private DateTimeOffset? _lostSince;
    private DateTimeOffset? _connectedAt;
    private bool _polls;

    /// <summary>Reading stands in for the stream.</summary>
    public bool IsLost => _lostSince is not null;

    private bool HasStream => !run.Once && !run.DryRun;

    private bool IsLostForLong => clock.Machine - _lostSince >= TimeSpan.FromSeconds(options.StreamPatienceSeconds);

    /// <summary>The books are read: what the stream told before, and what it may have told nobody, is behind a first reading.</summary>
    public void Begin()
    {
        _gapSince = clock.Machine;
        if (HasStream && _connectedAt is null)
            _lostSince ??= clock.Machine;
    }

    public async Task HandleAsync(AccountStreamItem item, CancellationToken recording)
    {
        if (item is AccountStreamItem.Update told)
            _doubt.Told(told.Order);
        switch (item)
        {
            case AccountStreamItem.Connected:
                Log.StreamConnected(logger);
                await events.TellAsync("stream_back", EventSeverity.Info, "account-stream", "account-stream");
                (_connectedAt, _gapSince, _lostSince, _polls) = (clock.Machine, clock.Machine, null, false);
                _return.Connected();
                schedule.WantQuick("connected", clock.Machine);
                schedule.WantNow("connected", clock.Machine);
                _doubt.Connected(clock.Venue);
                break;
            case AccountStreamItem.Lost lost:
                Log.StreamLost(logger, lost.Reason);

                // Each failed attempt to connect is a loss again; the first word of it is enough.
                if (_connectedAt is not null || _lostSince is null)
                    await events.TellAsync("stream_lost", EventSeverity.Warning, "account-stream", "account-stream", text: lost.Reason);
                (_connectedAt, _lostSince) = (null, _lostSince ?? clock.Machine);
                _return.Lost(clock.Machine);
                schedule.WantQuick("polling", clock.Machine);
                _doubt.Lost();
                break;
            case AccountStreamItem.Update update when !books.AreRead || _gapSince is not null:
                _heldBack.Enqueue(update);
                break;
            case AccountStreamItem.Update update:
                await FoldAsync(update, recording);
                break;
            default:
                break;
        }
    }

    /// <summary>The open orders were read, and what became of those that ended: what the stream told nobody is known now.</summary>
    /// <param name="askedAt">Machine time of the first question.</param>
    /// <param name="unheard">Orders of which more was executed than anybody had told.</param>
    public async Task ReadAsync(DateTimeOffset askedAt, IReadOnlyList<VenueOrder> unheard, CancellationToken recording)
    {
        foreach (var order in unheard)
            _doubt.Read(order, clock.Machine);
        if (_gapSince is { } since && askedAt >= since)
            await EndGapAsync(recording);
        if (_return.Answered(askedAt))
            stream.Retry();
    }

    /// <summary>The venue did not let itself be read.</summary>
    public void NotRead() => _return.NotAnswered();

    /// <summary>Looks at what time has made of the stream.</summary>
    /// <param name="isReconciled">Book and venue agreed at the last reading: only then may a gap end without another.</param>
    public async Task LookAsync(bool isReconciled, CancellationToken recording)
    {
        if (_gapSince is { } since && isReconciled && clock.Machine - since > LongestGap)
            await EndGapAsync(recording);
        if (HasStream && !_polls && IsLostForLong)
            await SayPollingAsync();
        if (HasStream && _doubt.TakeProof(clock.Machine) is { } order)
            stream.Renew($"An execution of order {order} was read by request and never told.");
    }

    public void ReportReadiness(bool isReconciled)
    {
        if (!isReconciled && _gapSince is not null)
            return;
        if (!HasStream || _lostSince is null)
            readiness.Ready();
        else if (IsLostForLong)
            readiness.Unhealthy(Polling);
    }

    private async Task EndGapAsync(CancellationToken recording)
    {
        KillPoint.Reached(KillPoints.MonitorGapEnding);
        _gapSince = null;
        while (_heldBack.TryDequeue(out var update))
        {
            // It was told when it came, and it is again: more may have been held back than the doubt remembers.
            _doubt.Told(update.Order);
            await FoldAsync(update, recording);
        }
    }

    private async Task FoldAsync(AccountStreamItem.Update update, CancellationToken recording)
    {
        if (await orders.HandleAsync(update, recording))
            schedule.WantQuick("gap", clock.Machine);

        // No word of the stream tells a pair's fee in kind: only comparing quantities finds it.
        if (update.Order.Symbol.IsCrypto && update.Execution is not null)
            schedule.Want("fee", clock.Machine);
        await guard.HearAsync(update.Order, recording);
    }

    private async Task SayPollingAsync()
    {
        _polls = true;
        Log.Polling(logger);
        await events.TellAsync("stream_polling", EventSeverity.Warning, "account-stream", "account-stream", text: Polling);
    }
}
