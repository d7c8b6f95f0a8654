using Dapper;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Journal.Reading;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Journal;

/// <summary>The figures are those of the recorded story: two trades of four signals.</summary>
public sealed class ReaderTests : IAsyncLifetime
{
    private static readonly Symbol Parted = new("CYBJ");

    private JournalUnderTest _journal = null!;
    private JournalReader _reader = null!;

    public async Task InitializeAsync()
    {
        _journal = JournalUnderTest.With(await RecordedStory.ReadAsync());
        _reader = JournalReader.Open(_journal.Home);
    }

    public Task DisposeAsync()
    {
        _reader.Dispose();
        _journal.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void Trades_come_as_they_were_recorded_oldest_first()
    {
        var trades = _reader.Trades(new JournalFilter());

        Assert.Equal([ExitReason.VenueStop, ExitReason.Deceleration], trades.Select(trade => trade.ExitReason));
        Assert.Equal([-21.66m, 4.22m], trades.Select(trade => trade.Profit.Value));
    }

    [Fact]
    public void Excursions_are_known_as_far_as_the_book_noted_them()
    {
        var trade = _reader.Trades(new JournalFilter { Symbol = Parted })[0];
        var excursion = Assert.Single(_reader.Excursions([trade])).Value;

        Assert.Equal(decimal.Round((_reader.Position(trade.TradeId)!.Peak!.Value.Value - trade.EntryPrice.Value) * trade.Quantity.Value, 6), excursion.Favourable);
        Assert.Equal(excursion.Favourable - decimal.Round(trade.Profit.Value, 6), excursion.GivenBack);
        Assert.Null(excursion.Adverse);
        Assert.Empty(_reader.Excursions([trade with { TradeId = "unheard of" }]));
    }

    [Fact]
    public void Lists_are_filtered_by_symbol_strategy_time_and_count()
    {
        var exit = _reader.Trades(new JournalFilter())[0].ExitAt;

        Assert.Equal(Parted, Assert.Single(_reader.Trades(new JournalFilter { Symbol = Parted })).Symbol);
        Assert.Empty(_reader.Trades(new JournalFilter { Strategy = "scalping" }));
        Assert.Equal(Parted, Assert.Single(_reader.Trades(new JournalFilter { Since = exit.AddTicks(1) })).Symbol);
        Assert.NotEqual(Parted, Assert.Single(_reader.Trades(new JournalFilter { Until = exit.AddTicks(1) })).Symbol);
        Assert.Equal(Parted, Assert.Single(_reader.Trades(new JournalFilter { Limit = 1 })).Symbol);
        Assert.NotEmpty(_reader.Orders(new JournalFilter { Strategy = "momentum" }));
        Assert.Empty(_reader.Orders(new JournalFilter { Strategy = "scalping" }));
    }

    [Fact]
    public void Signals_say_what_became_of_them()
    {
        var signals = _reader.Signals(new JournalFilter());

        Assert.Equal(4, signals.Count);
        Assert.Equal("8taxdq95kjq7dt8ndkg1", signals.Single(signal => signal.Signal.Symbol == Parted).EntryId);
        Assert.All(_reader.Signals(new JournalFilter(), SignalOutcome.Refused), refused => Assert.Equal("too_many_positions", refused.Reason));
        Assert.Equal(2, _reader.Signals(new JournalFilter(), reason: "too_many_positions").Count);
        Assert.Empty(_reader.Signals(new JournalFilter(), SignalOutcome.Unanswered));
    }

    [Fact]
    public void The_funnel_counts_how_far_signals_came()
    {
        var funnel = _reader.Funnel(new JournalFilter());

        Assert.Equal((4, 2, 0, 2, 2, 2, 1), (funnel.Found, funnel.Refused, funnel.Unanswered, funnel.Entered, funnel.Filled, funnel.Closed, funnel.Won));
        Assert.Equal([KeyValuePair.Create("too_many_positions", 2)], funnel.Refusals);
    }

    [Fact]
    public void Orders_stand_as_the_venue_last_said_with_the_matches_that_filled_them()
    {
        var orders = _reader.OrdersOf(RecordedStory.Parts);
        var bought = _reader.ExecutionsOf(RecordedStory.Parts).Where(row => row.Execution.Side == OrderSide.Buy).ToList();

        Assert.Equal("entry", orders[0].Purpose);
        Assert.Equal(OrderStatus.Filled, orders[0].Order.Status);
        Assert.All(orders, row => Assert.True(row.Order.IsTerminal));
        Assert.Equal(2, bought.Count);
        Assert.Equal(orders[0].Order.FilledQuantity.Value, bought.Sum(row => row.Execution.Quantity.Value));
        Assert.Empty(_reader.Orders(new JournalFilter(), onlyOpen: true));
    }

    [Fact]
    public void Events_are_found_by_what_they_concern_and_by_what_they_say()
    {
        Assert.All(_reader.Events(new EventFilter { Symbol = Parted }), row => Assert.Equal(Parted, row.Event.Symbol));
        Assert.Equal(2, _reader.Events(new EventFilter { Type = "trade_recorded" }).Count);
        Assert.Equal(2, _reader.Events(new EventFilter { Text = "TOO_MANY" }).Count);
        Assert.Empty(_reader.Events(new EventFilter { Text = "100%" }));
        Assert.Empty(_reader.Events(new EventFilter { Severity = EventSeverity.Critical }));
        Assert.NotEmpty(_reader.Events(new EventFilter { CorrelationId = RecordedStory.Parts, Process = "seller" }));
        var newest = _reader.Events(new EventFilter { Limit = 5 });
        Assert.Equal(newest.OrderByDescending(row => row.Sequence), newest);
        Assert.All(_reader.Events(new EventFilter { BeforeSequence = newest[^1].Sequence }), row => Assert.True(row.Sequence < newest[^1].Sequence));
        Assert.Equal(newest.Take(2), _reader.Events(new EventFilter { AfterSequence = newest[2].Sequence }), (left, right) => left.Sequence == right.Sequence);
    }

    [Fact]
    public void A_position_s_stop_goes_its_way_step_by_step()
    {
        var trade = _reader.Trades(new JournalFilter { Symbol = Parted })[0];
        var steps = _reader.Steps(trade.TradeId);

        Assert.Equal([81m, 211m, 0m], steps.Select(step => step.Quantity.Value).Distinct());
        Assert.Equal(trade.TradeId, _reader.Position(trade.TradeId)!.TradeId);
        Assert.Empty(_reader.Positions(new JournalFilter(), onlyOpen: true));
        Assert.Equal(2, _reader.Positions(new JournalFilter(), onlyOpen: false).Count);
    }

    [Fact]
    public void Equity_is_told_by_days_and_by_decisions_and_thinned_where_it_is_long()
    {
        var course = _reader.Equity(new JournalFilter());

        Assert.Equal(("session", 100_000m), (course[0].Source, course[0].Equity.Value));
        Assert.Equal(3, course.Count);
        Assert.Equal([course[0], course[^1]], _reader.Equity(new JournalFilter { Limit = 2 }));
    }

    [Fact]
    public void The_mark_of_the_equity_changes_with_it()
    {
        var mark = _reader.EquityMark();
        Assert.Equal(mark, _reader.EquityMark());

        using (var connection = _journal.File.OpenForWriting())
            connection.Execute("INSERT INTO equity SELECT 'one more', at, machine_time, equity, cash, buying_power, source FROM equity LIMIT 1");
        Assert.NotEqual(mark, _reader.EquityMark());
    }

    [Fact]
    public void The_newest_orders_are_the_same_however_few_are_asked_for_and_a_journal_without_their_index_is_given_it()
    {
        var all = _reader.Orders(new JournalFilter()).Select(row => row.Order.VenueOrderId).ToList();
        var ofStrategy = _reader.Orders(new JournalFilter { Strategy = "momentum" }).Select(row => row.Order.VenueOrderId).ToList();
        Assert.Equal(all.Where(ofStrategy.Contains), ofStrategy);
        for (var count = 1; count < all.Count; count++)
            Assert.Equal(all.Take(count), _reader.Orders(new JournalFilter { Limit = count }).Select(row => row.Order.VenueOrderId));

        using (var connection = _journal.File.OpenForWriting())
            connection.Execute("DROP INDEX orders_by_time");
        _journal.Reopen();
        using var reading = _journal.File.OpenForReading();
        Assert.Equal(1, reading.ExecuteScalar<int>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'orders_by_time'"));
    }

    [Fact]
    public void Cooldowns_are_locks_until_they_are_over()
    {
        var trade = _reader.Trades(new JournalFilter { Symbol = Parted })[0];

        Assert.Contains(_reader.Locks(trade.ExitAt), held => held.Symbol == Parted && held.Kind == "cooldown");
        Assert.Empty(_reader.Locks(trade.ExitAt.AddDays(1)));
    }

    [Fact]
    public void A_home_without_a_journal_says_how_to_get_one()
    {
        using var folder = new TemporaryHome();
        var home = PipelineHome.In(folder.Directory, "demo").EnsureWritable(0);

        var refused = Assert.Throws<PipelineException>(() => JournalReader.Open(home));

        Assert.Equal(ExitCodes.NotRunning, refused.ExitCode);
        Assert.Contains("./pipeline start", refused.Message, StringComparison.Ordinal);
        Assert.Null(JournalReader.TryOpen(home));
    }
}
