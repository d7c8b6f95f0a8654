using FsCheck;
using FsCheck.Fluent;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Domain.Exits.Convergence;

namespace Pipeline.Tests.Unit.Exits.Convergence;

/// <summary>Whatever the venue does in between, the steps end in a proof, and on the way nothing is sold twice.</summary>
public sealed class ConvergencePropertyTests
{
    private const int StepsAfterWhims = 250;

    [Fact]
    public void From_any_state_the_venue_is_brought_to_protected_or_flat() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(200),
            Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), whims => Converges(whims ?? [])));

    private static bool Converges(byte[] whims)
    {
        var venue = new ModelVenue(whims);
        Begin(venue);
        var wanted = venue.Whim(2) == 0 ? Some.Protect() : Some.Exit(secondsToDeadline: 5);
        if (venue.Whim(3) == 1)
            wanted = wanted with { TakeProfitPrice = null };
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
}
