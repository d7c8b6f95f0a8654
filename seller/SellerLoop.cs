using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;
using Pipeline.Seller.Alone;
using Pipeline.Seller.Journal;

namespace Pipeline.Seller;

/// <summary>The one loop: it alone touches the desks; turns run beside it and report back.</summary>
internal sealed class SellerLoop(
    Turn turn, SellerBook book, SellerJournal journal, OrderRecords records, SignalEnds ends, UnsettledSearch search, MeanwhileFinder finder, LastLook last, StepTelling telling,
    SellerOptions options, StageRun run, StageReadiness readiness, Pulse pulse, VenueClock venue, TimeProvider machine, ILogger<SellerLoop> logger) : IDisposable
{
    public static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan CalmInterval = TimeSpan.FromMilliseconds(500);
    private readonly Channel<SellerInput> _inputs = Channel.CreateBounded<SellerInput>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly Dictionary<Symbol, SymbolDesk> _desks = [];
    private readonly SemaphoreSlim _places = new(options.Parallel);
    private readonly Effects _effects = new();
    private readonly AloneDesk _alone = new(journal.Found.Wanted.Where(signal => signal.Account == run.Account));
    private bool _isNatsAway;
    private bool _mayAct;
    private bool _drained;
    private bool _troubled;
    private DateTimeOffset? _stoppingSince;

    private bool IsIdle => _effects.AreOver && _desks.Values.All(desk => !desk.IsBusy && desk.Deliveries.Count == 0);

    public ValueTask TellAsync(SellerInput input, CancellationToken cancellationToken) => _inputs.Writer.WriteAsync(input, cancellationToken);

    public void Dispose() => _places.Dispose();

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await foreach (var input in _inputs.Reader.ReadAllAsync(stopping))
            {
                await _effects.ThrowFaultsAsync();
                Take(input, stopping);
                StartDue(stopping);
                pulse.IsCalm = input is SellerInput.Ticked && _stoppingSince is null && !_drained && _desks.Values.All(desk => desk.Rests || desk.IsBusy || desk.DueAt > machine.GetUtcNow() + CalmInterval);
                if ((_drained && _mayAct && IsIdle) || (_stoppingSince is { } since && MayEnd(machine.GetUtcNow(), since)))
                    return;
            }
        }
        finally
        {
            last.Tell();
            await _effects.EndAsync();
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
                book.IsComplete = true;
                Start(FindWantedAsync(stopping));
                break;
            case SellerInput.WantedFound found:
                foreach (var signal in found.Signals)
                    Want(DeskOf(signal.Symbol), signal);
                _mayAct = true;
                break;
            case SellerInput.LeftAlone left:
                TakeSolitude(left);
                break;
            case SellerInput.PositionsSeen seen when _mayAct:
                TakePositions(seen.Positions, _desks.Values.Where(one => !one.Rests).ToList(), stopping);
                break;
            case SellerInput.LastSeen { Positions: { } held } when last.Uncovered(held, symbol => _desks.GetValueOrDefault(symbol), machine.GetUtcNow()) is { Count: > 0 } bare:
                if (_mayAct)
                    TakePositions(bare, [], stopping);
                Start(LookAsync(again: true, stopping));
                break;
            case SellerInput.OriginFound origin:
                if (_alone.Found(origin.Symbol, origin.Meanwhile, DeskOf(origin.Symbol), exit => book.ClosedBookOf(exit.TradeId) is not null, machine.GetUtcNow()))
                    Log.Meanwhile(logger, origin.Symbol.Name, $"{origin.Meanwhile!.Quantity}", $"{origin.Meanwhile.StopPrice}");
                break;
            case SellerInput.TurnEnded ended:
                TakeEnd(ended.End, stopping);
                break;
            case SellerInput.SignalsEnded:
                _drained = true;
                break;
            case SellerInput.Stopping:
                _stoppingSince = machine.GetUtcNow();
                _alone.Turn(isAlone: true);
                Start(LookAsync(again: false, stopping));
                break;
            case SellerInput.Ticked:
                ReportReadiness();
                break;
        }
    }

    private bool MayEnd(DateTimeOffset now, DateTimeOffset since) => _mayAct
        ? SellerEnding.MayEnd(book, symbol => _desks.GetValueOrDefault(symbol)?.Wanted, IsIdle && !_alone.IsSearching && _desks.Values.All(desk => desk.Rests || desk.IsBroughtAbout(now)), last.IsOver, now - since)
        : last.IsOver || now - since > SellerEnding.Patience;

    private void TakePositions(IReadOnlyList<VenuePosition> positions, IReadOnlyList<SymbolDesk> desks, CancellationToken stopping)
    {
        foreach (var position in _alone.Take(positions, DeskOf, desks, machine.GetUtcNow()))
            Start(FindOriginAsync(position, DeskOf(position.Symbol).Wanted ?? _alone.RememberedOf(position.Symbol), stopping));
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

        if (book.NewerTradeThan(wanted) is { } newer)
        {
            Start(ends.SettleVoidAsync(delivery, newer, stopping));
            return;
        }

        var desk = DeskOf(wanted.Symbol);
        var (before, wasDone) = (desk.Wanted, desk.IsDone);
        if (!Want(desk, wanted) || desk.IsDone)
        {
            Start(ends.SettleVoidAsync(delivery, desk.Wanted!.TradeId, stopping));
            return;
        }

        if (before is not null && before.Epoch < wanted.Epoch)
        {
            Start(ends.SupersedeAsync([.. desk.Deliveries], wasDone ? null : before, wanted.TradeId, stopping));
            desk.Deliveries.Clear();
        }

        desk.Deliveries.Add(delivery);
        Log.Wanted(logger, wanted.Symbol.Name, wanted.Want.ToString(), wanted.Epoch);
        if (wanted.Want == WantedState.Exit && before?.Epoch != wanted.Epoch)
            Start(telling.WantedAsync(wanted).AsTask());
    }

    private bool Want(SymbolDesk desk, SellSignal wanted)
    {
        var epoch = desk.Wanted?.Epoch;
        var isWanted = desk.Want(wanted, machine.GetUtcNow());
        if (isWanted && epoch != wanted.Epoch)
        {
            _alone.Forget(wanted.Symbol);
            journal.Note(new JournalRecord.Wanted(wanted));
        }

        return isWanted;
    }

    // Without NATS nobody will say what was unsettled: it is gone by what the journal remembers, and by what the venue shows.
    private void TakeSolitude(SellerInput.LeftAlone left)
    {
        _alone.Turn(left.IsAlone || _stoppingSince is not null);
        if (left.IsNatsAway && !_isNatsAway)
            Log.OnOurOwn(logger);
        else if (_isNatsAway && !left.IsNatsAway)
            Log.TogetherAgain(logger, records.Owed);
        _isNatsAway = left.IsNatsAway;
        _mayAct |= left.IsNatsAway;
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
        if (desk.IsDone)
            journal.Note(new JournalRecord.Rested(end.Wanted.Symbol, end.Wanted.Epoch));
        var settled = desk.Deliveries.Where(delivery => delivery.Message.Epoch <= end.Wanted.Epoch).ToList();
        desk.Deliveries.RemoveAll(settled.Contains);
        foreach (var delivery in settled)
            Start(SignalEnds.SettleAsync(delivery, stopping));
    }

    private void StartDue(CancellationToken stopping)
    {
        if (!_mayAct)
            return;
        var now = machine.GetUtcNow();
        foreach (var desk in _desks.Values.Where(desk => desk is { IsBusy: false, Rests: false, Effective: not null } && desk.DueAt <= now).OrderBy(desk => desk.DueAt).ToList())
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

    private async Task LookAsync(bool again, CancellationToken stopping) => await TellAsync(new SellerInput.LastSeen(await last.ReadAsync(again)), stopping);

    private async Task FindWantedAsync(CancellationToken stopping) => await TellAsync(new SellerInput.WantedFound(await search.FindAsync(stopping)), stopping);

    private async Task FindOriginAsync(VenuePosition position, SellSignal? last, CancellationToken stopping) =>
        await TellAsync(new SellerInput.OriginFound(position.Symbol, await finder.FindAsync(position, last, stopping)), stopping);

    private void ReportReadiness()
    {
        readiness.ReportLag(_desks.Values.Sum(desk => desk.Deliveries.Count));
        if (journal.IsFailing)
        {
            readiness.Unhealthy("the journal cannot be written");
            journal.Probe();
        }
        else if (_mayAct && !_troubled && book.Unanswered().Count == 0)
            readiness.Ready(_isNatsAway ? "exits from its own journal" : records.Owed > 0 ? $"{records.Owed} records wait for ORDERS" : null);
    }

    private SymbolDesk DeskOf(Symbol symbol) => _desks.TryGetValue(symbol, out var desk) ? desk : _desks[symbol] = new SymbolDesk();

    private void Start(Task effect) => _effects.Start(effect);
}
