using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Tests.Unit.Supervision;

public sealed class StartRulesTests
{
    private static readonly SupervisionView Restart = new(StreamsReady: false, StoreIsChanging: false, IsFirstStart: false, TimeSpan.Zero);
    private static readonly ProcessSpec Seller = Spec("seller") with { NeedsNats = false };

    [Fact]
    public void A_stage_waits_for_the_servers_and_the_streams()
    {
        Assert.True(StartRules.MayStart(Spec("buyer"), _ => true, Restart with { StreamsReady = true }));
        Assert.False(StartRules.MayStart(Spec("buyer"), _ => true, Restart));
        Assert.False(StartRules.MayStart(Spec("buyer"), name => name != "nats-server", Restart with { StreamsReady = true }));
    }

    [Fact]
    public void A_server_waits_for_no_streams() => Assert.True(StartRules.MayStart(Spec("nats-server") with { After = [] }, _ => false, Restart));

    [Fact]
    public void A_seller_that_died_is_started_again_without_nats_and_streams_but_not_without_the_exchange()
    {
        Assert.True(StartRules.MayStart(Seller, name => name == "simulator", Restart));
        Assert.False(StartRules.MayStart(Seller, name => name == "nats-server", Restart));
    }

    [Fact]
    public void Its_first_start_waits_two_seconds_for_nats_and_no_longer()
    {
        var first = Restart with { IsFirstStart = true };

        Assert.False(StartRules.MayStart(Seller, name => name == "simulator", first with { Since = TimeSpan.FromSeconds(1.9) }));
        Assert.True(StartRules.MayStart(Seller, name => name == "simulator", first with { Since = TimeSpan.FromSeconds(2) }));
        Assert.True(StartRules.MayStart(Seller, _ => true, first with { StreamsReady = true }));
    }

    [Fact]
    public void While_the_store_is_changing_no_seller_is_started() =>
        Assert.False(StartRules.MayStart(Seller, _ => true, Restart with { StoreIsChanging = true, Since = TimeSpan.FromMinutes(1) }));

    private static ProcessSpec Spec(string name) =>
        new() { Name = name, Executable = name, Arguments = [], Environment = new Dictionary<string, string>(), After = ["nats-server", "simulator"] };
}
