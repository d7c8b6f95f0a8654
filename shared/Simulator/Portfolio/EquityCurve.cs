using Pipeline.Exchange;

namespace Pipeline.Simulator.Portfolio;

/// <summary>What the account was worth at moments of the past: the fold of its events, valued at the market of the moment.</summary>
/// <param name="events">Every event since the account was opened, oldest first.</param>
public sealed class EquityCurve(IReadOnlyList<ExchangeEvent> events, IMarket market)
{
    /// <summary>When the account was opened.</summary>
    public DateTimeOffset OpenedAt => events[0].At;

    /// <summary>Dollars the account was opened with.</summary>
    public decimal Opening => events[0] is AccountOpened opened ? opened.Cash : 0m;

    /// <summary>Dollars at each of these moments, which go forward in time.</summary>
    public IReadOnlyList<decimal> At(IEnumerable<DateTimeOffset> moments)
    {
        var state = new VenueState();
        var account = new AccountMath(state, new ListedMarket(market, state.Assets));
        var next = 0;
        var equity = new List<decimal>();
        foreach (var moment in moments)
        {
            while (next < events.Count && events[next].At <= moment) state.Apply(events[next++]);
            equity.Add(next == 0 ? 0m : decimal.Round(account.Figures(moment).Equity, 2));
        }

        return equity;
    }
}
