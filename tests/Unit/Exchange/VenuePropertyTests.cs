using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Pipeline.Exchange;

namespace Pipeline.Tests.Unit.Exchange;

/// <summary>Whatever clients do and the market and the venue decide, these hold.</summary>
public sealed class VenuePropertyTests
{
    private static readonly Arbitrary<int[]> Scripts = Gen.Choose(0, int.MaxValue - 1).ArrayOf(120).ToArbitrary();

    [Fact]
    public void Money_and_shares_are_conserved() => Holds(script =>
    {
        var ledger = Run(script).State.Ledger;
        var standing = ledger.Executions.Select(execution => ledger.Standing(execution.Id)).OfType<Execution>().ToList();
        var basis = ledger.Positions.Sum(position => position.CostBasis);
        Assert.Equal(100_000m - standing.Sum(execution => execution.Change * execution.Price) + ledger.Adjustments.Sum(adjusted => adjusted.Cash), ledger.Cash, 6);
        Assert.Equal(100_000m, ledger.Cash + basis - ledger.Realized, 6);
        foreach (var symbol in ledger.Executions.Select(execution => execution.Symbol).Distinct())
        {
            var traded = standing.Where(execution => execution.Symbol == symbol).Sum(execution => execution.Change);
            Assert.Equal(traded + ledger.Adjustments.Where(adjusted => adjusted.Symbol == symbol).Sum(adjusted => adjusted.Quantity), ledger.QuantityOf(symbol));
        }
    });

    [Fact]
    public void No_order_fills_beyond_its_quantity() => Holds(script =>
    {
        var venue = Run(script);
        foreach (var order in venue.State.Orders.All)
        {
            var executions = venue.State.Ledger.Executions.Where(execution => execution.OrderId == order.Id).ToList();
            Assert.Equal(order.FilledQuantity, executions.Sum(execution => execution.Quantity));
            Assert.True(order.Notional is not null || order.FilledQuantity <= order.Quantity);
            Assert.Equal(executions.Select(execution => execution.CumulativeQuantity).Order(), executions.Select(execution => execution.CumulativeQuantity));
        }
    });

    [Fact]
    public void Exits_never_hold_more_than_there_is_and_money_is_held_for_open_orders_alone() => Holds(script => Run(script, checkEach: venue =>
    {
        foreach (var position in venue.State.Ledger.Positions)
        {
            var held = Reservations.HeldShares(position.Quantity, venue.State.Orders.OpenIn(position.Symbol));
            Assert.True(held <= Math.Abs(venue.State.Ledger.OwnOf(position.Symbol)), $"{held} of {position}");
        }

        Assert.Equal(venue.State.Orders.Open().Sum(Reservations.Of), venue.State.Orders.Opens.Reserved);
    }));

    [Fact]
    public void A_sale_never_exceeds_the_position_when_shorting_is_off() => Holds(script =>
        Assert.All(Run(script, noShorting: true).State.Ledger.Executions, execution => Assert.True(execution.PositionQuantity >= 0m)));

    [Fact]
    public void Statuses_move_along_allowed_edges_only() => Holds(script =>
    {
        var statuses = new Dictionary<Guid, OrderStatus>();
        foreach (var changed in Run(script).Venue.TakeEvents().OfType<OrderChanged>())
        {
            if (statuses.TryGetValue(changed.Order.Id, out var before))
                Assert.True(before == changed.Order.Status || OrderStatusTransitions.Allows(before, changed.Order.Status), $"{before} to {changed.Order.Status}");
            statuses[changed.Order.Id] = changed.Order.Status;
        }
    });

    [Fact]
    public void No_replace_stays_without_its_other_half() => Holds(script => Run(script, checkEach: venue =>
    {
        foreach (var order in venue.State.Orders.Open().Where(order => order.Status == OrderStatus.PendingReplace))
            Assert.Equal(OrderStatus.PendingNew, venue.State.Orders.Find(order.ReplacedBy!.Value)!.Status);
    }));

    [Fact]
    public void The_same_seed_and_requests_give_the_same_log_byte_for_byte() => Holds(script =>
        Assert.Equal(Text(Run(script).Venue.TakeEvents()), Text(Run(script).Venue.TakeEvents())));

    [Fact]
    public void Folding_the_log_gives_the_state() => Holds(script =>
    {
        var venue = Run(script);
        var folded = Fold(venue.Venue.TakeEvents());
        Assert.Equal(Text(venue.State), Text(folded));
        Assert.Equal(venue.State.Orders.Open(), folded.Orders.Open());
        Assert.Equal(venue.State.Orders.Opens.Reserved, folded.Orders.Opens.Reserved);
    });

    [Fact]
    public void A_venue_restored_from_its_log_goes_on_as_if_it_had_never_stopped() => Holds(script =>
    {
        var whole = new VenueUnderTest(Options());
        var stopped = new VenueUnderTest(Options());
        Act(whole, script, misbehaves: false);
        Act(stopped, script[..60], misbehaves: false);
        var before = stopped.Venue.TakeEvents();
        var restored = new VenueUnderTest(stopped, Options(), Fold(before));
        Act(restored, script[60..], misbehaves: false);

        Assert.Equal(Text(whole.Venue.TakeEvents()), Text([.. before, .. restored.Venue.TakeEvents()]));
    });

    /// <summary>Fills during a pending replace that outrun its total, and an exit that still works when its sibling has filled and shares were bought since.</summary>
    [Theory]
    [InlineData(13396368472895829907UL, 4825841899404800521UL, 64)]
    [InlineData(5456580481039731235UL, 2713838549189169933UL, 82)]
    public void No_sale_ends_the_venue_because_it_is_larger_than_the_position(ulong seed, ulong gamma, int size) =>
        Prop.ForAll(Scripts, script => Assert.NotEmpty(Run(script).Venue.TakeEvents())).Check(Config.QuickThrowOnFailure.WithMaxTest(1).WithReplay(seed, gamma, size));

    [Fact]
    public void The_scripts_reach_every_kind_of_event_and_every_status()
    {
        var chance = new Random(1);
        var told = Enumerable.Range(0, 300).SelectMany(_ => Run([.. Enumerable.Range(0, 120).Select(_ => chance.Next())]).Venue.TakeEvents()).ToList();

        Assert.Empty(Enum.GetValues<OrderEventKind>().Except(told.OfType<OrderChanged>().Select(changed => changed.Kind)));
        Assert.Empty(Enum.GetValues<OrderStatus>().Except(told.OfType<OrderChanged>().Select(changed => changed.Order.Status)));
        Assert.Empty(Enum.GetValues<AssetEventKind>().Except(told.OfType<AssetChanged>().Select(changed => changed.Kind)));
        Assert.Empty(Enum.GetValues<AdjustmentKind>().Except(told.OfType<PositionAdjusted>().Select(adjusted => adjusted.Kind)));
        Assert.Empty(Enum.GetValues<TimeInForce>().Except(told.OfType<OrderChanged>().Where(changed => changed.Execution is not null).Select(changed => changed.Order.TimeInForce)));
    }

    private static void Holds(Action<int[]> property) => Prop.ForAll(Scripts, property).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    private static MatchingOptions Options(int levels = 0) =>
        new() { Seed = 7, PartialFillProbability = 0.5, MaxSlippageBasisPoints = 5m, BookLevels = levels, DoneForDay = true };

    private static VenueUnderTest Run(int[] script, bool noShorting = false, Action<VenueUnderTest>? checkEach = null)
    {
        var venue = new VenueUnderTest(Options(levels: script[0] % 3));
        venue.Market.Size = 20m;
        if (noShorting) venue.Venue.Configure(new AccountConfiguration { NoShorting = true }, venue.Now);
        Act(venue, script, misbehaves: true, checkEach);
        return venue;
    }

    private static void Act(VenueUnderTest venue, int[] script, bool misbehaves, Action<VenueUnderTest>? checkEach = null)
    {
        var acts = new VenueScript(venue, misbehaves);
        foreach (var number in script)
        {
            acts.Act(number);
            checkEach?.Invoke(venue);
        }
    }

    private static VenueState Fold(IReadOnlyList<ExchangeEvent> events)
    {
        var folded = new VenueState();
        foreach (var occurred in events) folded.Apply(occurred);
        return folded;
    }

    private static string Text(IReadOnlyList<ExchangeEvent> events) =>
        string.Join('\n', events.Select(occurred => JsonSerializer.Serialize(occurred, occurred.GetType())));

    private static string Text(VenueState state) => JsonSerializer.Serialize(new
    {
        state.Sequence,
        state.LastEquity,
        state.LastClosedDay,
        state.Configuration,
        state.Restrictions,
        Assets = state.Assets.All,
        Orders = state.Orders.All,
        state.Ledger.Cash,
        state.Ledger.Realized,
        state.Ledger.Positions,
        state.Ledger.Executions,
        state.Ledger.Adjustments,
        state.Ledger.Fees,
    });
}
