using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;
using Pipeline.Orchestrator;
using Pipeline.Orchestrator.Commands;
using Pipeline.Orchestrator.Supervision;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Supervision;

public sealed class ShutdownTests
{
    [Fact]
    public async Task A_buyer_that_ends_when_it_is_asked_leaves_nothing()
    {
        await using var home = await StartedAsync("exec sleep 300");
        Assert.Empty(await EndAllAsync(home, Buyer(home)));
        Assert.Empty(new LeftBehind(home.Home).Read());
    }

    [Fact]
    public async Task A_buyer_that_is_gone_is_told_once_and_kept_for_whoever_asked()
    {
        await using var home = new SupervisedHome("exec sleep 300");
        var said = Assert.Single(await EndAllAsync(home, living: null));
        Assert.Contains("The buyer was not running", said, StringComparison.Ordinal);
        Assert.Equal([said], await EndAllAsync(home, living: null));
        Assert.Equal([said], new LeftBehind(home.Home).Read());
    }

    [Fact]
    public async Task A_frozen_buyer_hears_that_it_is_to_end()
    {
        await using var home = await StartedAsync("exec sleep 300");
        ProcessSignals.Freeze(Buyer(home));
        Assert.Empty(await EndAllAsync(home, Buyer(home)));
    }

    [Fact]
    public async Task A_buyer_that_must_be_killed_is_told()
    {
        await using var home = await StartedAsync("""trap "" TERM; echo $$ > deaf; while :; do sleep 300; done""");
        await home.WrittenAsync("deaf");
        var buyer = Buyer(home);
        var left = await new Shutdown(home.Home, TimeSpan.FromMilliseconds(100), TimeProvider.System)
            .EndAllAsync(new Dictionary<string, ProcessIdentity> { [Processes.Buyer] = buyer }, [Processes.Buyer], _ => { }, CancellationToken.None);
        Assert.Contains("The buyer had to be killed", Assert.Single(left), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_buyer_that_says_itself_what_it_leaves_is_believed()
    {
        await using var home = await StartedAsync("exec sleep 300");
        new LeftBehind(home.Home).Note(Processes.Buyer, "ended without the venue's word");
        Assert.Contains("The buyer ended without the venue's word", Assert.Single(await EndAllAsync(home, Buyer(home))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_ends_with_1_when_something_may_be_left_until_its_next_life_has_taken_it_up()
    {
        await using var home = await StartedAsync("exec sleep 300");
        var (buyer, left) = (Buyer(home), new LeftBehind(home.Home));
        new ProcessRecord { Process = Processes.Buyer, Identity = buyer, StartedBy = "hand", StartedAt = DateTimeOffset.UnixEpoch }.Write(home.Home);
        ProcessSignals.Kill(buyer);
        await Eventually.Holds("the buyer to be gone, and nats-server to be found", () => !buyer.IsAlive() && home.Launcher.FindRunning(Processes.NatsServer) is not null);

        Assert.Equal(ExitCodes.Failed, await StopCommand.StopAsync(home.Home, new OrchestratorOptions(), TimeProvider.System, CancellationToken.None));
        Assert.Contains("The buyer was not running", Assert.Single(left.Read()), StringComparison.Ordinal);
        left.TakenUp(Processes.Buyer);
        Assert.Empty(left.Read());
        Assert.Equal(ExitCodes.NotRunning, await StopCommand.StopAsync(home.Home, new OrchestratorOptions(), TimeProvider.System, CancellationToken.None));
    }

    private static async Task<SupervisedHome> StartedAsync(string buyer)
    {
        var home = new SupervisedHome(buyer);
        await home.StepAsync(TimeSpan.FromSeconds(1));
        return home;
    }

    private static ProcessIdentity Buyer(SupervisedHome home) => home.Known(Processes.Buyer).Identity!;

    private static Task<IReadOnlyList<string>> EndAllAsync(SupervisedHome home, ProcessIdentity? living) => home.Shutdown.EndAllAsync(
        living is null ? new Dictionary<string, ProcessIdentity>() : new() { [Processes.Buyer] = living }, [Processes.Buyer], _ => { }, CancellationToken.None);
}
