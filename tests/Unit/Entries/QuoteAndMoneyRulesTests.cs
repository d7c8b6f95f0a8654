using Pipeline.Contracts.Control;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Entries;
using Pipeline.Domain.Risk;
using static Pipeline.Tests.Unit.Entries.Decided;

namespace Pipeline.Tests.Unit.Entries;

public class QuoteAndMoneyRulesTests
{
    [Fact]
    public void Refuses_without_a_quote_or_with_a_side_missing()
    {
        Refused(EntryRefusals.NoQuote, facts => facts with { Quote = null });
        Refused(EntryRefusals.NoQuote, facts => facts with { Quote = Some.Quote() with { Bid = null } });
        Refused(EntryRefusals.NoQuote, facts => facts with { Quote = Some.Quote() with { Ask = null } });
    }

    [Fact]
    public void Refuses_a_quote_from_the_future() =>
        Refused(EntryRefusals.QuoteStale, facts => facts with { Quote = Some.Quote(at: Some.Now.AddMinutes(1).AddTicks(1)) });

    [Fact]
    public void Refuses_a_stale_quote() =>
        Refused(EntryRefusals.QuoteStale, facts => facts with { Quote = Some.Quote(at: Some.Now.AddSeconds(-10).AddTicks(-1)) });

    [Fact]
    public void Refuses_a_crossed_quote() => Refused(EntryRefusals.QuoteCrossed, facts => facts with { Quote = Some.Quote(100.03m, 100.02m) });

    [Fact]
    public void Refuses_a_wide_spread() => Refused(EntryRefusals.SpreadTooWide, facts => facts with { Quote = Some.Quote(99.5m, 100.02m) });

    [Fact]
    public void Refuses_when_the_bid_is_at_or_below_where_the_stop_would_rest() =>
        Refused(EntryRefusals.SpreadTooWide, Some.Question() with { Limits = new EntryLimits { StopLoss = 0.001m }, Facts = Some.Facts() with { Quote = Some.Quote(99.9m, 100.02m) } });

    [Fact]
    public void Refuses_when_the_ask_ran_beyond_the_slippage_cap()
    {
        Refused(EntryRefusals.PriceRanAway, facts => facts with { Quote = Some.Quote(100.48m, 100.51m) });
        var most = Some.Question() with { Facts = Some.Facts() with { Quote = Some.Quote(100.48m, 100.50m) } };
        Assert.Equal(new Price(100.50m), Assert.IsType<EntryDecision.Enter>(EntryRules.Decide(most)).Limit);
    }

    [Fact]
    public void Refuses_a_size_below_one_share_or_below_the_smallest_cost()
    {
        Refused(EntryRefusals.BelowMinimumSize, Some.Question() with { Limits = new EntryLimits { FixedNotional = new Money(100m) } });
        Refused(EntryRefusals.BelowMinimumSize, Some.Question() with { Limits = new EntryLimits { FixedNotional = new Money(150m), MinNotional = new Money(120m) } });
    }

    [Fact]
    public void Refuses_what_the_buying_power_does_not_cover()
    {
        var cost = 19 * 100.13m;
        Assert.IsType<EntryDecision.Enter>(EntryRules.Decide(Some.Question() with { Facts = Some.Facts() with { Account = Some.Money(cost) } }));
        Refused(EntryRefusals.InsufficientBuyingPower, facts => facts with { Account = Some.Money(cost - 0.01m) });
    }

    [Fact]
    public void Subtracts_an_intent_that_the_account_may_not_contain_yet()
    {
        var book = Some.Book();
        var other = Some.Intent(new Symbol("MSFT"), quantity: 1, limit: 50m, signalId: "other");
        book.Fold(1, other);
        var facts = Some.Facts() with { Account = Some.Money(19 * 100.13m) };
        Refused(EntryRefusals.InsufficientBuyingPower, Some.Question(book) with { Facts = facts });

        book.Fold(Some.Answer(other, AnswerOutcome.Accepted, at: facts.Account.ReadAt.AddTicks(-1)));
        Assert.IsType<EntryDecision.Enter>(EntryRules.Decide(Some.Question(book) with { Facts = facts }));
    }

    [Fact]
    public void Refuses_beyond_the_exposure_limit_of_held_and_open_together()
    {
        var book = Some.Book();
        book.Fold(Some.Position(Some.Intent(new Symbol("HELD"), limit: 100m, signalId: "held"), quantity: 10, ended: true));
        book.Fold(1, Some.Intent(new Symbol("OPEN"), quantity: 10, limit: 100m, signalId: "open"));
        var cost = 19 * 100.13m;
        Assert.IsType<EntryDecision.Enter>(EntryRules.Decide(Some.Question(book) with { Limits = new EntryLimits { MaxExposure = new Money(2_000m + cost) } }));
        Refused(EntryRefusals.ExposureLimit, Some.Question(book) with { Limits = new EntryLimits { MaxExposure = new Money(2_000m + cost - 0.01m) } });
    }

    [Fact]
    public void Names_the_figures_that_were_compared()
    {
        var refusal = Refused(EntryRefusals.QuoteStale, facts => facts with { Quote = Some.Quote(at: Some.Now.AddSeconds(-20)) });
        Assert.Equal("00:00:20", refusal.Facts["age"]);
        Assert.Equal("00:00:10", refusal.Facts["maxAge"]);
    }
}
