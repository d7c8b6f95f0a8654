using FsCheck;
using FsCheck.Fluent;
using Pipeline.Broker.Port;
using Pipeline.Broker.Streams;
using Pipeline.Contracts.Values;

namespace Pipeline.Tests.Unit.Broker;

public sealed class SubscriptionPlanTests
{
    [Fact]
    public void Asks_for_what_is_missing_in_messages_of_at_most_100_names()
    {
        var venue = new LimitedVenue(int.MaxValue);
        var requests = venue.Settle(Wanted(quotes: 250));
        Assert.Equal([100, 100, 50], requests.Select(request => request.Channels.Count));
        Assert.Equal(250, venue.Subscribed.Count);
    }

    [Fact]
    public void Gives_up_what_is_too_much_before_it_asks_for_more()
    {
        var venue = new LimitedVenue(int.MaxValue);
        venue.Settle(Wanted(quotes: 3));
        var requests = venue.Settle(new MarketSubscription(AllBars: true, Set(0), new HashSet<Symbol> { Symbol("S", 1) }));
        Assert.Equal([false, true], requests.Select(request => request.Subscribe));
        Assert.Equal(["bars *", "quotes S1", "updatedBars *"], venue.Subscribed.Select(channel => $"{channel.Kind} {channel.Name}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Fills_the_venue_s_symbol_limit_exactly_and_then_rests()
    {
        var venue = new LimitedVenue(30);
        venue.Settle(Wanted(quotes: 77));
        Assert.Equal(30, venue.Subscribed.Count);
        Assert.Null(venue.Plan.Next());
    }

    [Fact]
    public void Does_not_repeat_what_the_venue_left_out_until_something_else_is_wanted()
    {
        var plan = new SubscriptionPlan();
        plan.Want(Wanted(quotes: 2));
        var request = plan.Next()!;
        Assert.Equal([new StreamChannel("quotes", "S1")], plan.Confirm(request, [new StreamChannel("quotes", "S0")]));
        Assert.Null(plan.Next());
        plan.Want(Wanted(quotes: 2));
        Assert.Equal([new StreamChannel("quotes", "S1")], plan.Next()!.Channels);
    }

    [Fact]
    public void A_symbol_is_granted_by_its_bars_its_quotes_or_the_bars_of_all()
    {
        var plan = new SubscriptionPlan();
        Assert.False(plan.Grants(Symbol("S", 0)));
        plan.Confirm(null, [new StreamChannel("bars", "S0"), new StreamChannel("quotes", "S1")]);
        Assert.Equal([true, true, false], new[] { 0, 1, 2 }.Select(number => plan.Grants(Symbol("S", number))));
        plan.Confirm(null, [new StreamChannel("bars", "*")]);
        Assert.True(plan.Grants(Symbol("S", 2)));
    }

    [Fact]
    public void Believes_the_venue_about_what_is_subscribed()
    {
        var venue = new LimitedVenue(int.MaxValue);
        venue.Settle(Wanted(quotes: 2));
        venue.Plan.Confirm(null, [new StreamChannel("quotes", "S0")]);
        Assert.Equal([new StreamChannel("quotes", "S1")], venue.Plan.Next()!.Channels);
    }

    [Fact]
    public void Always_settles_with_as_much_as_the_venue_allows() =>
        Prop.ForAll(Gen.Choose(0, 60).Two().ToArbitrary(), Gen.Choose(0, 60).Two().ToArbitrary(), (limitAndFirst, then) =>
        {
            var (limit, first) = limitAndFirst;
            var (quotes, bars) = then;
            var venue = new LimitedVenue(limit);
            venue.Settle(Wanted(first));
            venue.Settle(new MarketSubscription(AllBars: false, Set(bars), Set(quotes)));
            return venue.Subscribed.Count == Math.Min(limit, quotes + (2 * bars));
        }).QuickCheckThrowOnFailure();

    private static MarketSubscription Wanted(int quotes) => new(AllBars: false, Set(0), Set(quotes));

    private static HashSet<Symbol> Set(int count) => [.. Enumerable.Range(0, count).Select(number => Symbol("S", number))];

    private static Symbol Symbol(string letter, int number) => new($"{letter}{number}");

    /// <summary>Answers as the venue does: the whole set, or a refusal of the whole request over the limit.</summary>
    private sealed class LimitedVenue(int limit)
    {
        public SubscriptionPlan Plan { get; } = new();

        public HashSet<StreamChannel> Subscribed { get; } = [];

        public List<SubscriptionRequest> Settle(MarketSubscription wanted)
        {
            var requests = new List<SubscriptionRequest>();
            Plan.Want(wanted);
            while (Plan.Next() is { } request)
            {
                requests.Add(request);
                Assert.True(requests.Count < 500, "the plan does not settle");
                if (!request.Subscribe)
                    Subscribed.ExceptWith(request.Channels);
                else if (Subscribed.Count + request.Channels.Count > limit)
                {
                    Plan.RefuseByLimit(request);
                    continue;
                }
                else
                    Subscribed.UnionWith(request.Channels);
                Plan.Confirm(request, Subscribed);
            }

            return requests;
        }
    }
}
