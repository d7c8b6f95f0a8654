using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Domain.Exits.Convergence;
using Pipeline.Messaging;

namespace Pipeline.Seller;

/// <summary>What is under way in one symbol. Touched by the loop alone.</summary>
internal sealed class SymbolDesk
{
    private const int WaitsBeforeSlowing = 4;
    private static readonly TimeSpan SlowPoll = TimeSpan.FromSeconds(2);

    /// <summary>Bare shares are looked at without slowing for so long; then a person has long been told, and other symbols need the venue's budget too.</summary>
    private static readonly TimeSpan BareHaste = TimeSpan.FromSeconds(30);

    private Progress _progress = new();
    private IReadOnlyCollection<VenueOrder> _orders = [];
    private SentRequest? _lastRequest;
    private int _waits;

    private SellSignal? _meanwhile;
    private bool _isDone = true;
    private bool _isSettled;

    /// <summary>The newest wanted state that was said.</summary>
    public SellSignal? Wanted { get; private set; }

    /// <summary>What is gone by: what was said, or, of shares that nobody has spoken of, their protection.</summary>
    public SellSignal? Effective => _meanwhile ?? Wanted;

    /// <summary>Messages to settle once their wanted state is brought about, or void.</summary>
    public List<Delivery<SellSignal>> Deliveries { get; } = [];

    /// <summary>A turn is under way.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Nothing is to be done until something new is wanted.</summary>
    public bool Rests => _isDone && _meanwhile is null;

    /// <summary>What was said is brought about for good.</summary>
    public bool IsDone => _isDone;

    /// <summary>Machine time of the next turn.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>Its last step found everything done, and nobody has spoken of it since.</summary>
    public bool IsBroughtAbout(DateTimeOffset now) => _isSettled && !IsBusy && DueAt > now;

    /// <summary>Takes a wanted state; false when a newer one is known already.</summary>
    public bool Want(SellSignal wanted, DateTimeOffset now)
    {
        if (Wanted is { } known)
        {
            if (wanted.Epoch < known.Epoch)
                return false;
            if (wanted.Epoch == known.Epoch)
            {
                TakeBack(wanted);
                Wake(now);
                return true;
            }

            if (wanted.TradeId != Effective!.TradeId)
                (_progress, _orders, _lastRequest) = (new Progress(), [], null);
            else if (wanted.Want != known.Want || wanted.StopPrice != known.StopPrice || wanted.Keep != known.Keep)
                _progress = _progress.ForNewEpoch();
        }

        (Wanted, _meanwhile, _isDone) = (wanted, null, false);
        Wake(now);
        return true;
    }

    /// <summary>Shares are held that what was said does not speak of: they are protected until something newer is said.</summary>
    public void WantMeanwhile(SellSignal meanwhile, DateTimeOffset now)
    {
        if (Effective?.TradeId != meanwhile.TradeId)
            (_progress, _orders, _lastRequest) = (new Progress(), [], null);
        _meanwhile = meanwhile;
        Wake(now);
    }

    // Said again while it is not brought about: it rules over what was found meanwhile.
    private void TakeBack(SellSignal said)
    {
        if (_isDone || _meanwhile is not { } meanwhile)
            return;
        if (meanwhile.TradeId == said.TradeId)
            _progress = _progress.ForNewEpoch();
        else
            (_progress, _orders, _lastRequest) = (new Progress(), [], null);
        _meanwhile = null;
    }

    /// <summary>The venue or the ledger spoke of the symbol.</summary>
    public void Wake(DateTimeOffset now)
    {
        DueAt = now;
        _waits = 0;
    }

    /// <summary>Wakes it unless it polls already.</summary>
    public void WakeOnce(DateTimeOffset now)
    {
        if (!IsBusy && DueAt > now + SlowPoll)
            Wake(now);
    }

    public TurnStart Begin()
    {
        IsBusy = true;
        DueAt = DateTimeOffset.MaxValue;
        return new TurnStart(Effective ?? throw new InvalidOperationException("Nothing is wanted."), _progress, _orders, _lastRequest) { IsMeanwhile = _meanwhile is not null };
    }

    /// <summary>Nothing more is done before something else is wanted.</summary>
    public void Rest() => (_isDone, _meanwhile) = (true, null);

    /// <summary>Takes a turn's end; true when what was wanted is brought about and nothing newer came meanwhile.</summary>
    /// <param name="end">What the turn ended with.</param>
    /// <param name="verify">Machine time between two readings of a protected symbol.</param>
    /// <param name="deadline">Machine time of the exit's deadline, when it lies ahead.</param>
    /// <param name="now">Machine time.</param>
    public bool End(TurnEnd end, TimeSpan verify, DateTimeOffset? deadline, DateTimeOffset now)
    {
        IsBusy = false;
        _isSettled = false;
        if (Effective is not { } current || current.Epoch != end.Wanted.Epoch || current.Id != end.Wanted.Id)
        {
            if (Effective?.TradeId == end.Wanted.TradeId)
                (_progress, _orders, _lastRequest) = (Effective!.Want == end.Wanted.Want ? end.Progress : end.Progress.ForNewEpoch(), end.Orders, end.LastRequest);
            Wake(now);
            return false;
        }

        (_progress, _orders, _lastRequest) = (end.Progress, end.Orders, end.LastRequest);
        _isSettled = end.Step is NextStep.Flat or NextStep.Protected;
        var isBare = (current.Want == WantedState.Protect || current.Keep is { IsZero: false }) && end.Progress.UncoveredSince is { } since && now - since < BareHaste;
        _waits = end.Step is NextStep.Wait { For: not (WaitFor.EntryEnd or WaitFor.LegsLive) } && !isBare ? _waits + 1 : 0;
        var next = end.Step switch
        {
            NextStep.Flat => DateTimeOffset.MaxValue,
            NextStep.Protected => now + verify,
            // These waits end at a moment of their own, and shares may be bare until then.
            NextStep.Wait { For: WaitFor.EntryEnd or WaitFor.LegsLive } wait => wait.Until,
            NextStep.Wait wait => _waits > WaitsBeforeSlowing && wait.Until < now + SlowPoll ? now + SlowPoll : wait.Until,
            _ => now,
        };
        if (end.Step is NextStep.Wait && deadline < next)
            next = deadline.Value;
        if (next < DueAt)
            DueAt = next;
        if (_meanwhile is not null)
        {
            _meanwhile = end.Step is NextStep.Flat ? null : _meanwhile;
            return false;
        }

        _isDone = end.Step is NextStep.Flat;
        return end.Step is NextStep.Flat or NextStep.Protected;
    }
}
