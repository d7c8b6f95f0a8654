using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Entries;
using Pipeline.Domain.Risk;
using static Pipeline.Tests.Unit.Entries.Decided;

namespace Pipeline.Tests.Unit.Entries;

public sealed class PairRulesTests
{
    private static readonly Symbol Bitcoin = new("BTC/USD");
    private static readonly AssetFacts Facts = new() { IsListed = true, IsTradable = true, SmallestOrder = 0.0001m, QuantityStep = 0.000001m, PriceStep = 0.01m };

    [Fact]
    public void Enters_a_pair_for_the_wanted_cost_at_once_or_not_at_all_and_reserves_the_fee()
    {
        var enter = Assert.IsType<EntryDecision.Enter>(EntryRules.Decide(Question()));

        // 2000 / 100.13 = 19.974033..., cut to six decimals; a quarter of a per cent on top.
        Assert.Equal((new Shares(19.974033m), EntryForm.Immediate), (enter.Quantity, enter.Form));
        Assert.Equal(new Money(19.974033m * 100.13m * 1.0025m), enter.Reserved);
        Assert.Equal((new Price(100.13m), new Price(99.12m)), (enter.Limit, enter.Stop));
    }

    [Fact]
    public void Refuses_pairs_unless_they_are_switched_on() =>
        Refused(EntryRefusals.AssetClassUnsupported, Question() with { Limits = new EntryLimits() });

    [Theory]
    [InlineData("ETH/BTC")]
    [InlineData("BTC/USDT")]
    public void Refuses_pairs_that_are_not_paid_in_dollars(string pair) =>
        Refused(EntryRefusals.AssetClassUnsupported, Question() with { Signal = Some.Signal(new Symbol(pair)) });

    [Fact]
    public void Refuses_a_pair_whose_steps_nobody_told()
    {
        Refused(EntryRefusals.AssetUnknown, Question(asset: null));
        Refused(EntryRefusals.AssetUnknown, Question(Facts with { PriceStep = null }));
        Refused(EntryRefusals.AssetUnknown, Question(Facts with { QuantityStep = null }));
    }

    [Fact]
    public void Refuses_a_pair_whose_stops_could_not_be_placed_on_its_step() =>
        Refused(EntryRefusals.PriceStepTooCoarse, Question(Facts with { PriceStep = 0.1m }));

    [Fact]
    public void Refuses_a_pair_that_the_venue_does_not_trade_now() =>
        Assert.Equal("Asset", Refused(EntryRefusals.VenueRule, Question(Facts with { IsTradable = false })).Facts["rule"]);

    [Fact]
    public void Refuses_less_than_could_be_sold_again_after_a_fall()
    {
        var limits = Limits with { FixedNotional = new Money(24m) };
        Refused(EntryRefusals.BelowMinimumSize, Question() with { Limits = limits });
        Assert.IsType<EntryDecision.Enter>(EntryRules.Decide(Question() with { Limits = limits with { FixedNotional = new Money(26m) } }));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0.5, 0.000001)]
    public void Refuses_a_quantity_of_which_the_fee_would_leave_too_little_to_sell(double step, double smallest)
    {
        // 19 coins at 100.13, less 0.25 %, are 18 whole steps of 1 or 37 of a half: more than a hundredth is lost.
        var facts = Facts with { QuantityStep = (decimal)step, SmallestOrder = (decimal)smallest };
        Assert.Equal((decimal)step, decimal.Parse(Refused(EntryRefusals.BelowMinimumSize, Question(facts)).Facts["step"], System.Globalization.CultureInfo.InvariantCulture));
        Refused(EntryRefusals.BelowMinimumSize, Question(Facts with { SmallestOrder = 19.95m }));
    }

    [Fact]
    public void Trades_pairs_while_no_session_is_on()
    {
        var sunday = new DateTimeOffset(2026, 11, 22, 8, 0, 30, TimeSpan.Zero);
        var bar = Some.Bar() with { Start = sunday.AddSeconds(-90) };
        var facts = Some.Facts() with { Now = sunday, Quote = Some.Quote(at: sunday), Asset = Facts };
        Assert.IsType<EntryDecision.Enter>(EntryRules.Decide(new EntryQuestion(Some.Signal(Bitcoin, bar), Some.Book(), facts, Limits)));
        Refused(EntryRefusals.OutsideSession, new EntryQuestion(Some.Signal(null, bar), Some.Book(), facts, Limits));
    }

    [Fact]
    public void Pays_pairs_and_shares_in_cash_alone()
    {
        var lent = Some.Money() with { Cash = new Money(1_000m) };
        Refused(EntryRefusals.InsufficientBuyingPower, Question() with { Facts = Some.Facts() with { Asset = Facts, Account = lent } });
        Refused(EntryRefusals.InsufficientBuyingPower, Some.Question() with { Facts = Some.Facts() with { Account = lent } });
    }

    [Fact]
    public void Cooldowns_and_locks_hold_for_pairs_alike()
    {
        var book = Some.Book();
        book.Calendar.Fold(Some.Cooldown(Some.Now.AddTicks(1)) with { Symbol = Bitcoin });
        Refused(EntryRefusals.CooledDown, Question() with { Book = book });
        book = Some.Book();
        book.Calendar.Fold(Some.Lock(Some.Now.AddTicks(1)) with { Symbol = Bitcoin });
        Refused(EntryRefusals.Locked, Question() with { Book = book });
    }

    private static EntryLimits Limits => new() { Crypto = true };

    private static EntryQuestion Question() => Question(Facts);

    private static EntryQuestion Question(AssetFacts? asset) => new(Some.Signal(Bitcoin), Some.Book(), Some.Facts() with { Asset = asset }, Limits);
}
