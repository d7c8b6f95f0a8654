using Pipeline.Contracts.Market;
using Pipeline.Domain.Exits.Rules;
using Pipeline.Tests.Unit.Ledger;
using static Pipeline.Tests.Unit.Exits.Rules.Held;

namespace Pipeline.Tests.Unit.Exits.Rules;

public sealed class RulesWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void Tells_once_what_blinds_the_rules_and_again_only_much_later()
    {
        var crossed = Quote(100, 99.99m);
        var watch = RulesWatch.None;
        List<(int Second, QuoteFault Fault)> told = [];
        for (var second = 0; second <= 400; second++)
        {
            (watch, var blind) = Look(watch, crossed, second);
            if (blind is { } fault)
                told.Add((second, fault));
        }

        Assert.Equal([(30, QuoteFault.Crossed), (330, QuoteFault.Crossed)], told);
    }

    [Fact]
    public void A_price_that_can_be_judged_ends_it()
    {
        var (watch, _) = Look(RulesWatch.None, null, 0);
        (watch, _) = Look(watch, Quote(100), 29);

        Assert.Null(Look(watch, null, 31).Blind);
        Assert.Equal(QuoteFault.None, Look(watch, null, 59).Blind);
    }

    [Fact]
    public void A_closed_market_has_no_quotes_to_miss()
    {
        var (watch, _) = Look(RulesWatch.None, null, 0);

        Assert.Null(Look(watch, null, 1000, trades: false).Blind);
    }

    private static (RulesWatch Watch, QuoteFault? Blind) Look(RulesWatch watch, QuoteValues? quote, int second, bool trades = true) =>
        watch.Look(quote, new QuoteLimits(), trades, Patience, Venue.Noon, Machine.AddSeconds(second));
}
