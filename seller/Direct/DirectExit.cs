using Pipeline.Broker.Port;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;

namespace Pipeline.Seller.Direct;

/// <summary>Leaves one symbol at market by the same steps as ever: cancel, prove, sell what is left, prove flat.</summary>
internal sealed class DirectExit(ISymbolReading reading, OrderRequests requests, UnknownOutcomes unknowns, SellerBook book, TimeProvider machine, Action<string> say)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan VenueAwayPause = TimeSpan.FromSeconds(1);
    private readonly ConvergenceSettings _settings = new();

    /// <summary>Goes on until flat is proven.</summary>
    /// <param name="wanted">An exit without a deadline: at market, at once.</param>
    /// <param name="cancellationToken">Ends it between two requests.</param>
    public async Task LeaveAsync(SellSignal wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var progress = new Progress();
        IReadOnlyCollection<VenueOrder> orders = [];
        while (true)
        {
            DateTimeOffset until;
            try
            {
                progress = progress with { UnresolvedIntent = await ResolveAsync(wanted.Symbol, cancellationToken) };
                var view = await reading.ReadAsync(wanted, orders, withBid: true, cancellationToken);
                (orders, progress) = (view.Orders, progress.Observe(view, wanted));
                var now = machine.GetUtcNow();
                var step = ExitConvergence.Next(wanted, view, progress, _settings, now, now);
                if (step is NextStep.Flat)
                    return;
                (progress, until) = await TakeAsync(step, wanted, progress, cancellationToken);
            }
            catch (Exception away) when (away is VenueUnavailableException or VenueRefusedException or IOException)
            {
                say($"{wanted.Symbol}: {away.Message}");
                until = machine.GetUtcNow() + VenueAwayPause;
            }

            var pause = until - machine.GetUtcNow();
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause < VenueAwayPause ? pause : LongestWait, machine, cancellationToken);
        }
    }

    private async Task<(Progress Progress, DateTimeOffset Until)> TakeAsync(NextStep step, SellSignal wanted, Progress progress, CancellationToken cancellationToken)
    {
        if (RequestPlan.Of(step) is not { } plan)
            return (progress, step is NextStep.Wait wait ? wait.Until : machine.GetUtcNow() + LongestWait);
        var end = await requests.MakeAsync(plan, wanted, cancellationToken);
        var now = machine.GetUtcNow();
        say($"{wanted.Symbol}: {Words(plan)}: {end.Outcome?.ToString().ToLowerInvariant() ?? "no answer, it is looked up"}{(end.Text is { } text ? $" ({text})" : "")}");
        var after = end.Outcome is { } outcome ? progress.After(step, outcome, _settings, now) : progress;
        return (end.Pause is { } pause && now + pause > after.NotBefore ? after with { NotBefore = now + pause } : after, now);
    }

    private async Task<string?> ResolveAsync(Symbol symbol, CancellationToken cancellationToken)
    {
        string? unresolved = null;
        foreach (var intent in book.Unanswered(symbol))
        {
            if ((await unknowns.ResolveAsync(intent, cancellationToken)).Outcome is null)
                unresolved = intent.Id;
        }

        return unresolved;
    }

    private static string Words(RequestPlan plan) => plan.Action switch
    {
        OrderAction.Cancel => $"cancel {plan.Target!.RawStatus} {plan.Target.Type.ToString().ToLowerInvariant()} of {plan.Target.Quantity}",
        OrderAction.Replace => $"replace {plan.Target!.Type.ToString().ToLowerInvariant()}",
        _ when plan.Stop is { } stop => $"stop for {plan.Quantity} at {stop}",
        _ => $"sell {plan.Quantity} {(plan.Limit is { } limit ? $"at {limit}" : "at market")}",
    };
}
