using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;
using Pipeline.Orchestrator.Dashboard.Live;
using Pipeline.Orchestrator.Journal.Reading;

namespace Pipeline.Orchestrator.Dashboard.History;

/// <summary>The panels that the journal feeds: the same queries as the commands of these names.</summary>
public sealed class HistoryPanels(JournalLook journal, TimeProvider machine)
{
    private const int TradesShown = 100;
    private const int OrdersShown = 40;
    private const int SignalsShown = 40;

    /// <summary>The course is computed over all points: often enough for a picture, seldom enough for a year of them.</summary>
    private static readonly TimeSpan CourseInterval = TimeSpan.FromSeconds(3);

    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    private volatile Account? _account;

    public IReadOnlyList<ILivePanel> All =>
    [
        new Ticking<AccountView>("account", token => journal.AskAsync(AccountOf, token), HistoryJson.Default.AccountView, machine, CourseInterval),
        new Ticking<OrdersView>("orders", token => journal.AskAsync(OrdersOf, token), HistoryJson.Default.OrdersView, machine),
        new Ticking<TradesView>("trades", token => journal.AskAsync(TradesOf, token), HistoryJson.Default.TradesView, machine),
        new Ticking<FunnelView>("funnel", token => journal.AskAsync(FunnelOf, token), HistoryJson.Default.FunnelView, machine),
        new Ticking<EventsView>("events", token => journal.AskAsync(reader => new EventsView(reader.Events(new EventFilter { Limit = 1 }) is [var newest] ? newest.Sequence : 0), token), HistoryJson.Default.EventsView, machine),
    ];

    private AccountView AccountOf(JournalReader reader)
    {
        // The mark first: what comes between the two is then read again.
        var mark = reader.EquityMark();
        if (_account is { } known && known.Mark == mark)
            return known.View;
        _account = new Account(mark, AccountCourse.Of(reader.Equity(new JournalFilter()), reader.Sessions()));
        return _account.View;
    }

    private static OrdersView OrdersOf(JournalReader reader)
    {
        var open = reader.Orders(new JournalFilter(), onlyOpen: true);
        // Among the newest may be every open one.
        var newest = reader.Orders(new JournalFilter { Limit = OrdersShown + open.Count });
        var known = open.Select(row => row.Order.VenueOrderId).ToHashSet(StringComparer.Ordinal);
        return new OrdersView(open, [.. newest.Where(row => !known.Contains(row.Order.VenueOrderId)).Take(OrdersShown)]);
    }

    private static TradesView TradesOf(JournalReader reader)
    {
        var trades = reader.Trades(new JournalFilter { Limit = TradesShown });
        return new TradesView([.. trades.Reverse()], trades.Aggregate(Money.Zero, (sum, trade) => sum + trade.Profit));
    }

    private static FunnelView FunnelOf(JournalReader reader)
    {
        var since = reader.Sessions() is [.., var today] ? MidnightOf(today) : (DateTimeOffset?)null;
        var filter = new JournalFilter { Since = since };
        return new FunnelView(since, reader.Funnel(filter), reader.Signals(filter with { Limit = SignalsShown }));
    }

    private static DateTimeOffset MidnightOf(Session session)
    {
        var midnight = session.Day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, NewYork.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private sealed record Account(string Mark, AccountView View);
}
