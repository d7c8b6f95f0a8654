using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Tests.Faults.Running;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Faults;

/// <summary>Whoever freezes with an order in hand and wakes later, or is replaced while frozen: there is one order.</summary>
[Collection(SecondLane.Name)]
public sealed class FrozenSenderTests(RunningPipeline system)
{
    /// <summary>Venue seconds for which a sender is frozen that wakes: longer than its signal stays with a reader that says nothing (2 s of the machine).</summary>
    private static readonly TimeSpan Nap = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(KillPoints.BuyerEntryIntentStored, true)]
    [InlineData(KillPoints.BuyerEntryIntentStored, false)]
    [InlineData(KillPoints.BuyerEntrySending, true)]
    [InlineData(KillPoints.BuyerEntrySending, false)]
    [InlineData(KillPoints.SellerOrderIntentStored, true)]
    [InlineData(KillPoints.SellerOrderIntentStored, false)]
    public async Task A_frozen_sender_that_wakes_or_is_replaced_makes_one_order(string point, bool wakes)
    {
        system.Kills.Clear();
        await system.EnsureUpAsync();
        var row = new Row(system, point, system.NextSymbol());
        var isEntry = point.StartsWith(Processes.Buyer, StringComparison.Ordinal);
        if (!isEntry)
            await row.EnterAsync();

        row.Arm("stop");
        // The supervisor would replace the sender before it wakes.
        if (wakes)
            ProcessSignal.Pause(system.Pid(Processes.Orchestrator));
        await (isEntry ? row.SignalAsync() : row.FlattenAsync());
        var pid = await system.Kills.ReachedAsync(point, RunningPipeline.Patience, system.Describe);
        if (wakes)
        {
            var until = await system.VenueNowAsync() + Nap;
            await Eventually.Holds("the nap to be over", async () => await system.VenueNowAsync() >= until, RunningPipeline.Patience);
            ProcessSignal.Continue(pid);
            ProcessSignal.Continue(system.Pid(Processes.Orchestrator));
        }
        else
        {
            await RunningPipeline.GoneAsync(pid);
        }

        if (isEntry)
        {
            await row.HeldAsync();
            await row.FlattenAsync();
        }

        await row.TradedAsync();
        await row.SettledAsync();
        await row.RightAsync();
    }
}
