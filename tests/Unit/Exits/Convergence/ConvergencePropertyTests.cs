using FsCheck;
using FsCheck.Fluent;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Exits.Convergence;

namespace Pipeline.Tests.Unit.Exits.Convergence;

/// <summary>Whatever the venue does in between, the steps end in a proof, and on the way nothing is sold twice.</summary>
public sealed class ConvergencePropertyTests
{
    private const int StepsAfterWhims = 250;

    [Fact]
    public void From_any_state_the_venue_is_brought_to_protected_or_flat() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(200),
            Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), whims => Converges(whims ?? [], ModelAsset.Shares)));

    [Fact]
    public void Fractions_end_protected_by_stops_that_expire_each_day_or_flat() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(200),
            Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), whims => Converges(whims ?? [], ModelAsset.Fractions)));

    [Fact]
    public void Coins_end_under_stop_limits_or_sold_though_the_market_jumps_over_them() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(200),
            Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), whims => Converges(whims ?? [], ModelAsset.Coins)));

    private static bool Converges(byte[] whims, ModelAsset asset)
    {
        var venue = new ModelVenue(whims, asset);
        if (asset == ModelAsset.Shares)
            Begin(venue);
        else
            BeginSimple(venue);
        var keep = new Shares(40);
        var wanted = venue.Whim(4) switch
        {
            0 or 3 => Some.Protect(),
            1 => Some.Exit(secondsToDeadline: 5),
            _ => Some.Exit(secondsToDeadline: 5) with { Keep = keep, StopPrice = new Price(95), TakeProfitPrice = new Price(110) },
        };
        if (venue.Whim(3) == 1)
            wanted = wanted with { TakeProfitPrice = null };
        if (asset == ModelAsset.Coins)
            wanted = wanted with { Symbol = new Symbol("BTC/USD") };
        var run = new ConvergenceRun(venue, wanted);
        var calm = 0;
        while (!run.AtRest)
        {
            run.Step();
            calm = venue.Behaves ? calm + 1 : 0;
            Assert.True(calm < StepsAfterWhims, $"Not at rest {StepsAfterWhims} steps after the last whim; the last step was {run.Last}.");
        }

        if (run.Last is NextStep.Protected proof)
            Assert.True(venue.UnderStops >= venue.Held || !run.IsCurrent(proof), $"{proof}, but {venue.UnderStops} of {venue.Held} are under stops.");
        if (run.Last is NextStep.Flat)
            Assert.Equal(0, venue.Held);
        if (run.Last is NextStep.Protected && wanted.Want == WantedState.Exit)
            Assert.True(venue.Held <= keep.Value, $"{venue.Held} are held, {keep} were to stay.");
        return run.Last is NextStep.Protected or NextStep.Flat && venue.Sold + venue.Held == venue.Bought;
    }

    private static void Begin(ModelVenue venue)
    {
        switch (venue.Whim(9))
        {
            case 0: venue.AddBracket(100, OrderStatus.Filled); break;
            case 1: venue.AddBracket(40, OrderStatus.PartiallyFilled); break;
            case 2: venue.AddBracket(40, OrderStatus.Canceled); break;
            case 3: venue.Hold(100); break;
            case 4:
                venue.Hold(100);
                venue.Add(OrderType.Stop, OrderStatus.New, 60, stop: 94);
                break;
            case 5:
                venue.Hold(100);
                venue.Add(OrderType.Limit, OrderStatus.New, 100, limit: 108);
                break;
            case 7:
                venue.Hold(100);
                venue.Add(OrderType.Stop, OrderStatus.New, 100, stop: 97);
                break;
            case 6: venue.Add(OrderType.Stop, OrderStatus.New, 50, stop: 1); break;
            default:
                venue.AddBracket(40, OrderStatus.Canceled);
                venue.Add(OrderType.Stop, OrderStatus.New, 40, stop: 93);
                break;
        }
    }

    // What has no bracket: a simple entry, shares alone, and whatever stop an earlier life left.
    private static void BeginSimple(ModelVenue venue)
    {
        switch (venue.Whim(5))
        {
            case 0: venue.Hold(100.5m); break;
            case 1: venue.AddEntry(40.25m, OrderStatus.PartiallyFilled); break;
            case 2: venue.AddEntry(40.25m, OrderStatus.Canceled); break;
            case 3:
                venue.Hold(100.5m);
                venue.AddStop(60, 94);
                break;
            default:
                venue.Hold(100.5m);
                venue.AddStop(100.5m, 97);
                break;
        }
    }
}
