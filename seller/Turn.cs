using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Domain.Exits.Convergence;
using Pipeline.Hosting;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Stages;

namespace Pipeline.Seller;

/// <summary>One turn of one symbol: read the venue, decide the next step, make its request, tell.</summary>
public sealed class Turn(
    ISymbolReading reading,
    OrderRequests requests,
    UnknownOutcomes unknowns,
    TradeRecorder recorder,
    SellerBook book,
    StepTelling telling,
    SymbolAlarms alarms,
    SellerOptions options,
    StageRun run,
    VenueClock venue,
    TimeProvider machine,
    ILogger<Turn> logger)
{
    private static readonly TimeSpan RecordPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan VenueAwayPause = TimeSpan.FromSeconds(1);
    private readonly ConvergenceSettings _settings = options.ToSettings();

    public async Task<TurnEnd> TakeAsync(TurnStart start, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(start);
        try
        {
            return await StepAsync(start, cancellationToken);
        }
        catch (Exception away) when (away is VenueUnavailableException or VenueRefusedException or NatsException or IOException)
        {
            Log.TurnInterrupted(logger, start.Wanted.Symbol.Name, away.Message);
            var pause = new NextStep.Wait(WaitFor.Retry, machine.GetUtcNow() + VenueAwayPause);
            return new TurnEnd(start.Wanted, start.Progress, pause, start.Orders, start.LastRequest, away is NatsException ? null : away.Message);
        }
    }

    private async Task<TurnEnd> StepAsync(TurnStart start, CancellationToken cancellationToken)
    {
        KillPoint.Reached(KillPoints.SellerTurnBegun);
        var wanted = start.Wanted;
        var progress = run.DryRun ? start.Progress : await ResolveAsync(start, cancellationToken);
        var needsBid = wanted.Want == WantedState.Exit || wanted.Symbol.IsCrypto || progress.RefusalsInARow > 0 || progress.StopRefusals > 0;
        var view = await reading.ReadAsync(wanted, start.Orders, needsBid, cancellationToken);
        KillPoint.Reached(KillPoints.SellerTurnRead);
        progress = RefusedLater(progress.Observe(view, wanted), start.LastRequest, view);
        var step = ExitConvergence.Next(AsTheLedgerKnows(wanted), view, progress, SettingsOf(start), venue.Now, machine.GetUtcNow());
        var lastRequest = start.LastRequest;
        progress = run.DryRun ? progress : await alarms.JudgeAsync(wanted, view, progress);
        if (run.DryRun)
        {
            await telling.DecidedAsync(step, wanted, view);
        }
        else if (RequestPlan.Of(step) is { } plan)
        {
            await telling.BeforeAsync(step, wanted, view, venue.Now);
            var end = await requests.MakeAsync(plan, wanted, cancellationToken);
            progress = Settle(progress, step, end);
            lastRequest = end is { Outcome: StepOutcome.Accepted, VenueOrderId: { } id } && plan.Action != OrderAction.Cancel ? new SentRequest(step, id) : lastRequest;
            await telling.AfterAsync(step, wanted, view, end);
        }
        else if (step is NextStep.Flat flat && wanted.Want == WantedState.Exit)
        {
            step = await CloseAsync(flat, wanted, cancellationToken);
        }

        return new TurnEnd(wanted, progress, step, Remembered(view), lastRequest, null);
    }

    private ConvergenceSettings SettingsOf(TurnStart start) =>
        start.IsMeanwhile && _settings.MeanwhilePatience < _settings.EntryPatience ? _settings with { EntryPatience = _settings.MeanwhilePatience } : _settings;

    private async Task<Progress> ResolveAsync(TurnStart start, CancellationToken cancellationToken)
    {
        string? unresolved = null;
        foreach (var intent in book.Unanswered(start.Wanted.Symbol))
        {
            var end = await unknowns.ResolveAsync(intent, cancellationToken);
            Log.Resolved(logger, intent.Id, end.Outcome?.ToString() ?? "still unknown", end.Text);
            if (end.Outcome is null)
                unresolved = intent.Id;
        }

        return start.Progress with { UnresolvedIntent = unresolved };
    }

    // Accepted is not executed: the venue may still reject an order, and that is a refusal too.
    private Progress RefusedLater(Progress progress, SentRequest? last, VenueView view) =>
        last is not null && view.Orders.Any(order => order.VenueOrderId == last.VenueOrderId && order.Status == OrderStatus.Rejected) && !last.Counted
            ? Counted(progress, last)
            : progress;

    private Progress Counted(Progress progress, SentRequest last)
    {
        last.Counted = true;
        return progress.After(last.Step, StepOutcome.Refused, _settings, machine.GetUtcNow());
    }

    private Progress Settle(Progress progress, NextStep step, RequestEnd end)
    {
        if (end.Outcome is not { } outcome)
            return progress with { UnresolvedIntent = end.IntentId };
        var now = machine.GetUtcNow();
        var after = progress.After(step, outcome, _settings, now);
        return end.Pause is { } pause && now + pause > after.NotBefore ? after with { NotBefore = now + pause } : after;
    }

    // A closed book means that shares held now belong to another trade.
    private SellSignal AsTheLedgerKnows(SellSignal wanted) =>
        wanted.Want == WantedState.Exit && book.ClosedBookOf(wanted.TradeId) is not null ? wanted with { Quantity = default } : wanted;

    private async Task<NextStep> CloseAsync(NextStep.Flat flat, SellSignal wanted, CancellationToken cancellationToken)
    {
        if (book.ClosedBookOf(wanted.TradeId) is not { } closed)
            return new NextStep.Wait(WaitFor.Ledger, machine.GetUtcNow() + _settings.Poll);
        KillPoint.Reached(KillPoints.SellerFlatProven);
        await telling.FlatAsync(flat, wanted);

        // A turn holds one of few places: it does not wait for NATS. What is recorded stays so, and the rest is done by a later turn.
        using var late = new CancellationTokenSource(RecordPatience, machine);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            await recorder.RecordAsync(closed, wanted, either.Token);
            return flat;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new NextStep.Wait(WaitFor.Ledger, machine.GetUtcNow() + _settings.Poll);
        }
    }

    // Ended orders are kept for the chains that lead through them, the rest for what may vanish from the open list.
    private static IReadOnlyCollection<VenueOrder> Remembered(VenueView view) => view.Orders;
}

/// <summary>What a turn begins with.</summary>
public sealed record TurnStart(SellSignal Wanted, Progress Progress, IReadOnlyCollection<VenueOrder> Orders, SentRequest? LastRequest)
{
    /// <summary>Nobody has said what is wanted: it was found at the venue.</summary>
    public bool IsMeanwhile { get; init; }
}

/// <summary>What a turn ended with.</summary>
/// <param name="Trouble">Set when the venue could not be asked.</param>
public sealed record TurnEnd(
    SellSignal Wanted, Progress Progress, NextStep Step, IReadOnlyCollection<VenueOrder> Orders, SentRequest? LastRequest, string? Trouble);

/// <summary>The last order that was accepted for a symbol.</summary>
public sealed record SentRequest(NextStep Step, string VenueOrderId)
{
    /// <summary>A later rejection of it has been counted.</summary>
    public bool Counted { get; set; }
}
