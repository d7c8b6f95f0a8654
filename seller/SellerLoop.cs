using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;
using Pipeline.Hosting;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Seller;

/// <summary>The one loop: it alone touches the desks; turns run beside it and report back.</summary>
internal sealed class SellerLoop(
    Turn turn, SellerBook book, StoredMessages stored, TradeRecorder recorder, StepTelling telling, SellerOptions options,
    StageRun run, StageReadiness readiness, VenueClock venue, TimeProvider machine, ILogger<SellerLoop> logger) : IDisposable
{
    private readonly Channel<SellerInput> _inputs = Channel.CreateBounded<SellerInput>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly Dictionary<Symbol, SymbolDesk> _desks = [];
    private readonly SemaphoreSlim _places = new(options.Parallel);
    private readonly HashSet<Task> _effects = [];
    private bool _mayAct;
    private bool _drained;
    private bool _troubled;

    public ValueTask TellAsync(SellerInput input, CancellationToken cancellationToken) => _inputs.Writer.WriteAsync(input, cancellationToken);

    public void Dispose() => _places.Dispose();

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await foreach (var input in _inputs.Reader.ReadAllAsync(stopping))
            {
                await ThrowFaultsAsync();
                Take(input, stopping);
                StartDue(stopping);
                if (_drained && _mayAct && _effects.Count == 0 && _desks.Values.All(desk => !desk.IsBusy && desk.Deliveries.Count == 0))
                    return;
            }
        }
        finally
        {
            await Task.WhenAll(_effects).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Take(SellerInput input, CancellationToken stopping)
    {
        switch (input)
        {
            case SellerInput.SignalCame came:
                TakeSignal(came.Delivery, stopping);
                break;
            case SellerInput.SymbolSpoken spoken:
                if (_desks.TryGetValue(spoken.Symbol, out var desk) && !desk.Rests)
                    desk.Wake(machine.GetUtcNow());
                break;
            case SellerInput.BooksCaughtUp:
                Start(FindWantedAsync(stopping));
                break;
            case SellerInput.WantedFound found:
                foreach (var signal in found.Signals)
                    DeskOf(signal.Symbol).Want(signal, machine.GetUtcNow());
                _mayAct = true;
                break;
            case SellerInput.TurnEnded ended:
                TakeEnd(ended.End, stopping);
                break;
            case SellerInput.SignalsEnded:
                _drained = true;
                break;
            case SellerInput.Ticked:
                ReportReadiness();
                break;
        }
    }

    private void TakeSignal(Delivery<SellSignal> delivery, CancellationToken stopping)
    {
        var wanted = delivery.Message;
        if (wanted.Account != run.Account || (wanted.StopPrice is null && (wanted.Want == WantedState.Protect || wanted.Keep is { IsZero: false })))
        {
            var reason = wanted.Account != run.Account ? $"it is for account {wanted.Account}, this is {run.Account}" : "protection is wanted without a stop price";
            Start(delivery.SettleAsync(new HandlingOutcome.Quarantine(reason), stopping));
            return;
        }

        var desk = DeskOf(wanted.Symbol);
        var (before, wasDone) = (desk.Wanted, desk.Rests);
        if (!desk.Want(wanted, machine.GetUtcNow()) || desk.Rests)
        {
            Start(SettleVoidAsync(delivery, desk.Wanted!.TradeId, stopping));
            return;
        }

        if (before is not null && before.Epoch < wanted.Epoch)
            Supersede(desk, wasDone ? null : before, wanted.TradeId, stopping);
        desk.Deliveries.Add(delivery);
        Log.Wanted(logger, wanted.Symbol.Name, wanted.Want.ToString(), wanted.Epoch);
        if (wanted.Want == WantedState.Exit && before?.Epoch != wanted.Epoch)
            Start(telling.WantedAsync(wanted).AsTask());
    }

    private async Task SettleVoidAsync(Delivery<SellSignal> delivery, string currentTradeId, CancellationToken stopping)
    {
        if (delivery.Message.Want == WantedState.Exit && delivery.Message.TradeId != currentTradeId && !run.DryRun)
            await recorder.RecordIfMissingAsync(delivery.Message, stopping);
        await delivery.SettleAsync(HandlingOutcome.Handled, stopping);
    }

    // What an older epoch wanted is void; but a trade that has ended is recorded before it is forgotten.
    private void Supersede(SymbolDesk desk, SellSignal? unfinished, string tradeId, CancellationToken stopping)
    {
        var old = desk.Deliveries.ToArray();
        desk.Deliveries.Clear();
        Start(SettleAsync());

        async Task SettleAsync()
        {
            if (unfinished is { Want: WantedState.Exit } exit && exit.TradeId != tradeId && !run.DryRun)
            {
                await recorder.RecordIfMissingAsync(exit, stopping);
                book.Forget(exit.TradeId);
            }

            foreach (var delivery in old)
                await delivery.SettleAsync(HandlingOutcome.Handled, stopping);
        }
    }

    private void TakeEnd(TurnEnd end, CancellationToken stopping)
    {
        _places.Release();
        if (end.Trouble is { } trouble)
            readiness.Unhealthy($"the venue cannot be asked: {trouble}");
        _troubled = end.Trouble is not null;
        var desk = DeskOf(end.Wanted.Symbol);
        var broughtAbout = desk.End(end, TimeSpan.FromSeconds(options.VerifySeconds), DeadlineOf(end.Wanted), machine.GetUtcNow());
        Log.Stepped(logger, end.Wanted.Symbol.Name, end.Wanted.Epoch, end.Step.ToString());
        if (run.DryRun)
            desk.Rest();
        else if (!broughtAbout)
            return;
        if (end.Step is NextStep.Flat && end.Wanted.Want == WantedState.Exit)
            book.Forget(end.Wanted.TradeId);
        var settled = desk.Deliveries.Where(delivery => delivery.Message.Epoch <= end.Wanted.Epoch).ToList();
        desk.Deliveries.RemoveAll(settled.Contains);
        foreach (var delivery in settled)
            Start(SettleAsync(delivery, stopping));
    }

    private static async Task SettleAsync(Delivery<SellSignal> delivery, CancellationToken stopping)
    {
        KillPoint.Reached(KillPoints.SellerSignalSettling);
        await delivery.SettleAsync(HandlingOutcome.Handled, stopping);
        KillPoint.Reached(KillPoints.SellerSignalSettled);
    }

    private void StartDue(CancellationToken stopping)
    {
        if (!_mayAct)
            return;
        var now = machine.GetUtcNow();
        foreach (var desk in _desks.Values.Where(desk => desk is { IsBusy: false, Rests: false, Wanted: not null } && desk.DueAt <= now).OrderBy(desk => desk.DueAt).ToList())
        {
            if (!_places.Wait(0, CancellationToken.None))
                return;
            Start(TakeTurnAsync(desk.Begin(), stopping));
        }
    }

    // The simulator's minutes pass in machine seconds: the deadline is not slept through.
    private DateTimeOffset? DeadlineOf(SellSignal wanted) =>
        wanted.Deadline - venue.Now is { Ticks: > 0 } left && venue.Speed > 0 ? machine.GetUtcNow() + (left / venue.Speed) : null;

    private async Task TakeTurnAsync(TurnStart start, CancellationToken stopping) =>
        await TellAsync(new SellerInput.TurnEnded(await turn.TakeAsync(start, stopping)), stopping);

    // What was unsettled when we died is looked after even if its message was acknowledged long ago.
    private async Task FindWantedAsync(CancellationToken stopping)
    {
        KillPoint.Reached(KillPoints.SellerRecoveryBooksRead);
        var found = new List<SellSignal>();
        foreach (var symbol in book.Unsettled())
        {
            if (await stored.LastMessageOfAsync(Streams.Signals, Subjects.Sell(symbol), stopping) is { } last
                && MessageReading.TryRead<SellSignal>(last.Data.Span, out var wanted, out _) && wanted.Account == run.Account)
                found.Add(wanted);
        }

        KillPoint.Reached(KillPoints.SellerRecoveryFound);
        await TellAsync(new SellerInput.WantedFound(found), stopping);
    }

    private void ReportReadiness()
    {
        readiness.ReportLag(_desks.Values.Sum(desk => desk.Deliveries.Count));
        if (_mayAct && !_troubled && book.Unanswered().Count == 0)
            readiness.Ready();
    }

    private SymbolDesk DeskOf(Symbol symbol)
    {
        if (!_desks.TryGetValue(symbol, out var desk))
            _desks[symbol] = desk = new SymbolDesk();
        return desk;
    }

    private void Start(Task effect) => _effects.Add(effect);

    private async Task ThrowFaultsAsync()
    {
        foreach (var ended in _effects.Where(effect => effect.IsCompleted).ToList())
        {
            _effects.Remove(ended);
            await ended;
        }
    }
}
