using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;

namespace Pipeline.Tests.Unit.Exits.Convergence;

/// <summary>Drives the model venue the way the seller drives the real one: read, decide, send, look up what is unknown.</summary>
internal sealed class ConvergenceRun(ModelVenue venue, SellSignal wanted)
{
    private readonly ConvergenceSettings _settings = new();
    private readonly SellSignal _wanted = venue.Knows("entry") ? wanted : wanted with { EntryVenueOrderId = null };
    private Progress _progress = new();
    private DateTimeOffset _now = Some.Now;
    private Func<StepOutcome?>? _unresolved;
    private NextStep? _unresolvedStep;
    private int _ids;

    public NextStep Last { get; private set; } = new NextStep.Wait(WaitFor.Retry, Some.Now);

    public bool AtRest => Last is NextStep.Protected or NextStep.Flat;

    /// <summary>False when shares moved after the reading that the proof rests on.</summary>
    public bool IsCurrent(NextStep.Protected proof) => proof.Held.Value == venue.Held && !venue.EndedSinceReading;

    public void Step()
    {
        venue.Happen();
        var view = venue.Read(_now);
        _progress = _progress.Observe(view, _wanted);
        Last = ExitConvergence.Next(_wanted, view, _progress, _settings, _now, _now);
        NeverLowersCoverage(view);
        if (_unresolved is { } resend)
        {
            Assert.Equal(WaitFor.UnknownOutcome, Assert.IsType<NextStep.Wait>(Last).For);
            Settle(_unresolvedStep!, resend());
        }
        else if (Request(Last) is { } request)
        {
            _unresolved = request;
            Settle(Last, request());
        }

        _now = Last is NextStep.Wait wait ? (wait.Until > _now ? wait.Until : _now.AddMilliseconds(500)) : _now.AddMilliseconds(20);
    }

    private void Settle(NextStep step, StepOutcome? outcome)
    {
        if (outcome is { } known)
        {
            _unresolved = null;
            _progress = (_progress with { UnresolvedIntent = null }).After(step, known, _settings, _now);
            return;
        }

        _unresolvedStep = step;
        _progress = _progress with { UnresolvedIntent = "unknown" };
    }

    private Func<StepOutcome?>? Request(NextStep step)
    {
        var id = $"r{++_ids}";
        return step switch
        {
            NextStep.PlaceOco oco => () => venue.Place(id, oco.Quantity.Value, key =>
            {
                var parent = venue.Add(OrderType.Limit, OrderStatus.New, oco.Quantity.Value, limit: oco.TakeProfit.Value, complex: true, id: key);
                venue.Add(OrderType.Stop, OrderStatus.Held, oco.Quantity.Value, stop: oco.Stop.Value, parent: parent, complex: true);
                return parent;
            }, true, oco.Stop.Value),
            NextStep.PlaceStop stop => PlaceStop(id, stop.Quantity.Value, stop.Stop.Value, stop.Limit, stop.Day),
            NextStep.WideEmergencyStop stop => PlaceStop(id, stop.Quantity.Value, stop.Stop.Value, stop.Limit, stop.Day),
            NextStep.SellLimit sell => () => venue.Place(id, sell.Quantity.Value, key => venue.AddLimit(sell.Quantity.Value, sell.Limit.Value, key), false, null),
            NextStep.SellMarket sell => SellMarket(id, sell.Quantity.Value),
            NextStep.EmergencyExit sell => SellMarket(id, sell.Quantity.Value),
            NextStep.MoveStop move => () => venue.Replace(id, move.Order.VenueOrderId, order => (order.Stop, order.Limit) = (move.Stop.Value, move.Limit?.Value ?? order.Limit)),
            NextStep.Resize resize => () => venue.Replace(id, resize.Order.VenueOrderId, order => order.Quantity = resize.Quantity.Value),
            NextStep.MakeMarketable move => () => venue.Replace(id, move.Order.VenueOrderId, order => order.Limit = move.Limit.Value),
            NextStep.Cancel cancel => () => venue.Cancel(cancel.Order.VenueOrderId),
            _ => null,
        };
    }

    private Func<StepOutcome?> PlaceStop(string id, decimal quantity, decimal stop, Price? limit, bool day)
    {
        Assert.Equal(_wanted.Symbol.IsCrypto, limit is not null);
        Assert.True(day || decimal.Truncate(quantity) == quantity || _wanted.Symbol.IsCrypto, "A fraction rests for the day only.");
        return () => venue.Place(id, quantity, key => venue.AddStop(quantity, stop, limit?.Value, key, day), true, stop);
    }

    private Func<StepOutcome?> SellMarket(string id, decimal quantity) =>
        () => venue.Place(id, quantity, key => venue.Add(OrderType.Market, OrderStatus.New, quantity, id: key), false, null);

    private void NeverLowersCoverage(VenueView view)
    {
        if (Last is NextStep.MoveStop move)
            Assert.True(move.Stop > move.Order.StopPrice, $"{Last} lowers a stop.");
        var mayUncover = _wanted.Want == WantedState.Exit || view.Held.IsZero || view.Reserved > view.Held || _progress.StopRefusals > 0
            || _progress.RefusalsInARow > 0 || Last is NextStep.Cancel { Why: CancelCause.Skipped };
        if (Last is NextStep.Cancel cancel && !mayUncover)
        {
            var group = view.Groups.Single(group => group.Members.Contains(cancel.Order));
            Assert.True(group.Covered.IsZero, $"{Last} takes away a stop that covers {group.Covered}.");
        }
    }
}
