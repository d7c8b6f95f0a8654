using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using Pipeline.Domain.VenueRules;
using Pipeline.Exchange;
using Pipeline.Tests.Unit.Exchange;

namespace Pipeline.Tests.Unit.VenueRules;

/// <summary>The rules and the exchange were written apart. With complete facts both refuse the same orders, in the same words.</summary>
public sealed class ExchangeAgreementProperties
{
    private const int Scenarios = 250;
    private const int RequestsAScenario = 40;

    // Plain numbers begin small and repeat themselves.
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue - 1).ToArbitrary();

    [Fact]
    public void Whatever_the_one_refuses_the_other_refuses_with_the_same_code_and_words()
    {
        var seen = new ConcurrentDictionary<VenueRule, int>();
        var taken = 0;
        Prop.ForAll(Seeds, seed =>
        {
            var chance = new Random(seed);
            var orders = new RandomOrders(chance);
            var venue = Open(chance);
            for (var request = 0; request < RequestsAScenario; request++)
            {
                var asked = orders.Next();
                var (terms, facts) = (ExchangeAsFacts.TermsOf(asked), ExchangeAsFacts.FactsOf(venue, asked.Symbol, asked.ClientOrderId));
                var expected = OrderCheck.Check(terms, facts);
                var withLess = OrderCheck.Check(terms, ExchangeAsFacts.Some(facts, chance)) ?? OrderCheck.Check(terms, KnownFacts.None);
                var answer = venue.Venue.Submit(asked, venue.Now);
                Agree(expected, answer.Refusal, facts, $"{asked}");

                // Who knows less may only be silent more often, never refuse what the exchange takes.
                Assert.True(withLess is null || answer.Refusal is not null, $"knowing less the rules say {withLess}, the exchange takes {asked}");
                Count(expected, seen, ref taken);
                Live(venue, chance);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Scenarios));

        // A comparison of nothing with nothing would agree too.
        Assert.True(taken > 300, $"{taken} orders were taken");
        Assert.Empty(Enum.GetValues<VenueRule>().Except(seen.Keys).Except([VenueRule.ReplaceState]));
    }

    [Fact]
    public void Whatever_change_the_one_refuses_the_other_refuses_with_the_same_code_and_words()
    {
        var seen = new ConcurrentDictionary<VenueRule, int>();
        var taken = 0;
        Prop.ForAll(Seeds, seed =>
        {
            var chance = new Random(seed);
            var orders = new RandomOrders(chance);
            var venue = Open(chance);
            for (var request = 0; request < RequestsAScenario; request++)
            {
                venue.Venue.Submit(orders.Next(), venue.Now);
                Live(venue, chance);
                IReadOnlyList<Order> all = chance.Next(4) == 0 ? venue.State.Orders.All : venue.State.Orders.Open();
                if (all.Count == 0)
                    continue;
                var order = all[chance.Next(all.Count)];
                var asked = orders.NextChange(order);
                var facts = ExchangeAsFacts.FactsOf(venue, order.Symbol, asked.ClientOrderId);
                var expected = ReplaceCheck.Check(ExchangeAsFacts.TermsOf(asked), ExchangeAsFacts.OrderOf(order), facts);
                var refusal = venue.Venue.Replace(order.Id, asked, venue.Now).Refusal;
                Agree(expected, refusal, facts, $"{order} {asked}");
                Count(expected, seen, ref taken);
                Live(venue, chance);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Scenarios));
        Assert.True(taken > 100, $"{taken} changes were taken");
        Assert.True(seen[VenueRule.ReplaceState] > 50 && seen[VenueRule.Tick] > 5 && seen[VenueRule.WashTrade] > 0 && seen[VenueRule.StopSide] > 0);
    }

    /// <summary>An account with more money than any order here could cost: what it may spend is not one of the rules.</summary>
    private static VenueUnderTest Open(Random chance)
    {
        var venue = new VenueUnderTest(new MatchingOptions { MaxSlippageBasisPoints = 0m, Seed = (ulong)chance.Next() }, cash: 100_000_000_000_000m);
        venue.Venue.Configure(new AccountConfiguration { NoShorting = true, MaxMarginMultiplier = 1, FractionalTrading = chance.Next(8) != 0 }, venue.Now);
        foreach (var symbol in new[] { "AAA", "BTC/USD" }.Where(_ => chance.Next(2) == 0))
            venue.Venue.Submit(new OrderRequest { Symbol = symbol, Side = Side.Buy, Type = OrderType.Market, TimeInForce = symbol == "AAA" ? TimeInForce.Day : TimeInForce.Gtc, Quantity = 70m, ClientOrderId = symbol == "AAA" ? "taken" : null }, venue.Now);
        venue.Venue.Step(venue.Now);
        if (chance.Next(2) == 0)
            venue.Pass(TimeSpan.FromMinutes(chance.Next(2) == 0 ? 355 : 535));
        return venue;
    }

    private static void Live(VenueUnderTest venue, Random chance)
    {
        switch (chance.Next(8))
        {
            case 0:
                venue.Pass(TimeSpan.FromSeconds(chance.Next(1, 90)));
                break;
            case 1 when venue.State.Orders.Open() is { Count: > 0 } open:
                venue.Venue.Cancel(open[chance.Next(open.Count)].Id, venue.Now);
                break;
            case 2:
                venue.Market.Put("AAA", 100m + chance.Next(-3, 4));
                break;
            case 3:
                venue.Venue.Desk.Halt("BBB", HaltKind.Halt, "news", venue.Now);
                break;
            case < 7:
                venue.Venue.Step(venue.Now);
                break;
        }
    }

    private static void Agree(VenueRefusal? expected, Refusal? refusal, KnownFacts facts, string what) => Assert.True(
        (expected is null && IsOfSharesUntold(refusal, facts)) || (expected?.HttpStatus, expected?.Code, expected?.Text) == (refusal?.Status, refusal?.Code, refusal?.Message),
        $"the rules say {expected?.ToString() ?? "yes"}, the exchange says {refusal?.ToString() ?? "yes"} to {what}");

    /// <summary>What is available cannot be known where an order by dollars works: only the venue knows how many shares it holds.</summary>
    private static bool IsOfSharesUntold(Refusal? refusal, KnownFacts facts) =>
        refusal is { Code: 40310000 } && refusal.Message.Contains("available: ", StringComparison.Ordinal) && facts.OpenOrders!.Any(order => order.Quantity is null);

    private static void Count(VenueRefusal? expected, ConcurrentDictionary<VenueRule, int> seen, ref int taken)
    {
        if (expected is null)
            taken++;
        else
            seen.AddOrUpdate(expected.Rule, 1, (_, count) => count + 1);
    }
}
