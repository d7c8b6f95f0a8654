using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Entries;
using Pipeline.Domain.Risk;
using static Pipeline.Tests.Unit.Entries.Decided;

namespace Pipeline.Tests.Unit.Entries;

public sealed class FractionTests
{
    private static readonly EntryLimits Limits = new() { Fractions = true };
    private static readonly AssetFacts Fractionable = new() { IsListed = true, IsTradable = true, IsFractionable = true, IsEasyToBorrow = true };

    [Fact]
    public void Buys_parts_of_a_share_for_the_day_without_a_bracket()
    {
        var enter = Assert.IsType<EntryDecision.Enter>(EntryRules.Decide(Question(Fractionable)));

        // 2000 / 100.13 = 19.9740337561..., cut to nine decimals.
        Assert.Equal((new Shares(19.974033756m), EntryForm.Day), (enter.Quantity, enter.Form));
        Assert.Equal(new Money(19.974033756m * 100.13m), enter.Reserved);
    }

    [Fact]
    public void A_size_that_comes_out_whole_keeps_its_bracket()
    {
        var enter = Assert.IsType<EntryDecision.Enter>(EntryRules.Decide(Question(Fractionable) with { Limits = Limits with { FixedNotional = new Money(1001.30m) } }));
        Assert.Equal((new Shares(10), EntryForm.Bracket), (enter.Quantity, enter.Form));
    }

    [Fact]
    public void Buys_whole_shares_where_the_venue_trades_no_parts_or_nobody_knows()
    {
        foreach (var asset in (AssetFacts?[])[Fractionable with { IsFractionable = false }, Fractionable with { IsFractionable = null }, null])
        {
            var enter = Assert.IsType<EntryDecision.Enter>(EntryRules.Decide(Question(asset)));
            Assert.Equal((new Shares(19), EntryForm.Bracket), (enter.Quantity, enter.Form));
        }
    }

    [Fact]
    public void Buys_whole_shares_unless_parts_are_switched_on()
    {
        var enter = Assert.IsType<EntryDecision.Enter>(EntryRules.Decide(Question(Fractionable) with { Limits = new EntryLimits() }));
        Assert.Equal((new Shares(19), EntryForm.Bracket), (enter.Quantity, enter.Form));
    }

    [Fact]
    public void Buys_less_than_a_share_of_what_is_dear_but_not_less_than_the_least_cost()
    {
        var limits = Limits with { FixedNotional = new Money(50m), MinNotional = new Money(1m) };
        var enter = Assert.IsType<EntryDecision.Enter>(EntryRules.Decide(Question(Fractionable) with { Limits = limits }));
        Assert.Equal(new Shares(0.499350843m), enter.Quantity);
        Refused(EntryRefusals.BelowMinimumSize, Question(Fractionable) with { Limits = limits with { FixedNotional = new Money(0.99m) } });
    }

    [Fact]
    public void A_bracket_on_what_is_hard_to_borrow_is_refused_before_it_is_sent_because_its_stop_could_not_rest() =>
        Assert.Equal("ShortSale", Refused(EntryRefusals.VenueRule, Question(Fractionable with { IsEasyToBorrow = false, IsFractionable = false })).Facts["rule"]);

    private static EntryQuestion Question(AssetFacts? asset) => Some.Question() with { Facts = Some.Facts() with { Asset = asset }, Limits = Limits };
}
