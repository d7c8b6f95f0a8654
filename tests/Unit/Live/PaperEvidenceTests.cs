using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Risk;

namespace Pipeline.Tests.Unit.Live;

public sealed class PaperEvidenceTests
{
    private static readonly DateTimeOffset Entered = new(2026, 11, 23, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_trade_that_was_sent_by_the_buyer_and_stained_by_nothing_is_clean_loss_or_not() =>
        Assert.Null(Verdict(Trade() with { Profit = new Money(-12m) }, Sent()));

    [Theory]
    [InlineData("protection_missing")]
    [InlineData("undo_failed")]
    [InlineData("reconcile_mismatch")]
    [InlineData("external_change")]
    [InlineData("entry_unknown")]
    [InlineData("order_stuck")]
    public void A_trade_is_stained_by_what_was_told_of_its_symbol_meanwhile(string type) =>
        Assert.Equal($"monitor told {type}", Verdict(Trade(), Sent(), Told(type, Entered.AddMinutes(3)) with { CorrelationId = "another" }));

    [Theory]
    [InlineData("unprotected")]
    [InlineData("book_differs")]
    [InlineData("short_position")]
    public void A_condition_of_the_whole_account_stains_all_that_was_held_then(string condition) =>
        Assert.Equal($"monitor told condition_raised ({condition})", Verdict(Trade(), Sent(), Told("condition_raised", Entered.AddMinutes(3)) with { Symbol = null, Reason = condition, CorrelationId = "another" }));

    [Fact]
    public void What_ends_by_itself_and_endangers_nothing_held_stains_nothing() =>
        Assert.Null(Verdict(Trade(), Sent(), Told("condition_raised", Entered.AddMinutes(3)) with { Symbol = null, Reason = "clock_skewed" }, Told("exit_escalated", Entered.AddMinutes(4))));

    [Fact]
    public void What_was_told_of_another_symbol_or_at_another_time_stains_nothing() =>
        Assert.Null(Verdict(
            Trade(),
            Sent(),
            Told("protection_missing", Entered.AddMinutes(3)) with { Symbol = new Symbol("MSFT"), CorrelationId = "another" },
            Told("protection_missing", Entered.AddHours(3)) with { CorrelationId = "another" }));

    [Fact]
    public void A_stain_on_its_own_signal_counts_whenever_it_was_told() => Assert.NotNull(Verdict(Trade(), Sent(), Told("undo_failed", Entered.AddHours(5))));

    [Fact]
    public void A_trade_without_known_prices_an_adopted_one_and_one_whose_story_is_gone_are_no_evidence()
    {
        Assert.NotNull(Verdict(Trade() with { PriceUnknown = true }, Sent()));
        Assert.NotNull(Verdict(Trade() with { Strategy = "adopted" }, Sent()));
        Assert.NotNull(Verdict(Trade()));
    }

    [Fact]
    public void A_trade_that_is_stored_twice_counts_once() => Assert.Single(PaperEvidence.Judge([Trade(), Trade()], [Sent()]));

    private static string? Verdict(Trade trade, params PipelineEvent[] events) => Assert.Single(PaperEvidence.Judge([trade], events)).Stain;

    private static PipelineEvent Sent() => Told("entry_sent", Entered) with { Process = "buyer" };

    private static PipelineEvent Told(string type, DateTimeOffset at) => new()
    {
        Id = $"{type}-{at.Ticks}",
        CorrelationId = "signal-1",
        CausationId = "signal-1",
        VenueTime = at,
        MachineTime = at,
        Process = "monitor",
        Type = type,
        Severity = EventSeverity.Error,
        Symbol = new Symbol("AAPL"),
    };

    private static Trade Trade() => new()
    {
        Id = "trade-1",
        CorrelationId = "signal-1",
        CausationId = "exit-1",
        VenueTime = Entered.AddMinutes(20),
        MachineTime = Entered.AddMinutes(20),
        Account = "paper",
        TradeId = "trade-1",
        SignalId = "signal-1",
        Strategy = "momentum",
        Symbol = new Symbol("AAPL"),
        Quantity = new Shares(10),
        EntryPrice = new Price(100m),
        ExitPrice = new Price(101m),
        EntryAt = Entered,
        ExitAt = Entered.AddMinutes(20),
        ExitReason = ExitReason.TakeProfit,
        Profit = new Money(10m),
    };
}
