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

    private Progress _progress = new();
    private IReadOnlyCollection<VenueOrder> _orders = [];
    private SentRequest? _lastRequest;
    private int _waits;

    public SellSignal? Wanted { get; private set; }

    /// <summary>Messages to settle once their wanted state is brought about, or void.</summary>
    public List<Delivery<SellSignal>> Deliveries { get; } = [];

    /// <summary>A turn is under way.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Nothing is to be done until something new is wanted.</summary>
    public bool Rests { get; private set; } = true;

    /// <summary>Machine time of the next turn.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>Takes a wanted state; false when a newer one is known already.</summary>
    public bool Want(SellSignal wanted, DateTimeOffset now)
    {
        if (Wanted is { } known)
        {
            if (wanted.Epoch < known.Epoch)
                return false;
            if (wanted.Epoch == known.Epoch)
            {
                Wake(now);
                return true;
            }

            if (wanted.TradeId != known.TradeId)
                (_progress, _orders, _lastRequest) = (new Progress(), [], null);
            else if (wanted.Want != known.Want || wanted.StopPrice != known.StopPrice || wanted.Keep != known.Keep)
                _progress = _progress.ForNewEpoch();
        }

        Wanted = wanted;
        Rests = false;
        Wake(now);
        return true;
    }

    /// <summary>The venue or the ledger spoke of the symbol.</summary>
    public void Wake(DateTimeOffset now)
    {
        DueAt = now;
        _waits = 0;
    }

    public TurnStart Begin()
    {
        IsBusy = true;
        DueAt = DateTimeOffset.MaxValue;
        return new TurnStart(Wanted ?? throw new InvalidOperationException("Nothing is wanted."), _progress, _orders, _lastRequest);
    }

    /// <summary>Nothing more is done before something else is wanted.</summary>
    public void Rest() => Rests = true;

    /// <summary>Takes a turn's end; true when what was wanted is brought about and nothing newer came meanwhile.</summary>
    /// <param name="end">What the turn ended with.</param>
    /// <param name="verify">Machine time between two readings of a protected symbol.</param>
    /// <param name="deadline">Machine time of the exit's deadline, when it lies ahead.</param>
    /// <param name="now">Machine time.</param>
    public bool End(TurnEnd end, TimeSpan verify, DateTimeOffset? deadline, DateTimeOffset now)
    {
        IsBusy = false;
        if (Wanted is null || Wanted.Epoch != end.Wanted.Epoch)
        {
            if (Wanted?.TradeId == end.Wanted.TradeId)
                (_progress, _orders, _lastRequest) = (Wanted.Want == end.Wanted.Want ? end.Progress : end.Progress.ForNewEpoch(), end.Orders, end.LastRequest);
            Wake(now);
            return false;
        }

        (_progress, _orders, _lastRequest) = (end.Progress, end.Orders, end.LastRequest);
        var next = end.Step switch
        {
            NextStep.Flat => DateTimeOffset.MaxValue,
            NextStep.Protected => now + verify,
            NextStep.Wait wait => ++_waits > WaitsBeforeSlowing && wait.Until < now + SlowPoll ? now + SlowPoll : wait.Until,
            _ => now,
        };
        if (end.Step is NextStep.Wait && deadline < next)
            next = deadline.Value;
        if (next < DueAt)
            DueAt = next;
        Rests = end.Step is NextStep.Flat;
        return end.Step is NextStep.Flat or NextStep.Protected;
    }
}
