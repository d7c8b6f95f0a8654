using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Supervision;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Supervision;

public sealed class SimulatedAccountTests
{
    [Fact]
    public void An_account_that_was_kept_goes_on_in_its_own_market_and_in_no_other()
    {
        using var folder = new TemporaryHome();
        var home = Kept(folder, """{"version":"1","market":"synthetic market, seed 21, 360 symbols","cash":"100000","seed":"21"}""");

        Assert.Equal(21, SimulatedAccount.SeedFor(home, asked: null, settings: 1));
        Assert.Equal(21, SimulatedAccount.SeedFor(home, asked: 21, settings: 1));
        Assert.Equal(ExitCodes.Refused, Assert.Throws<PipelineException>(() => SimulatedAccount.SeedFor(home, asked: 4, settings: 21)).ExitCode);
    }

    [Fact]
    public void A_new_account_takes_the_seed_that_is_asked_for_or_that_of_the_settings()
    {
        using var folder = new TemporaryHome();
        var home = PipelineHome.In(folder.Path("home"), "demo");

        Assert.Equal(4, SimulatedAccount.SeedFor(home, asked: 4, settings: 1));
        Assert.Equal(1, SimulatedAccount.SeedFor(home, asked: null, settings: 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"version\":")]
    [InlineData("[]")]
    [InlineData("{\"seed\":\"many\"}")]
    public void A_file_that_tells_no_seed_is_left_to_the_simulator_to_refuse(string header)
    {
        using var folder = new TemporaryHome();

        Assert.Equal(4, SimulatedAccount.SeedFor(Kept(folder, header), asked: 4, settings: 1));
    }

    [Fact]
    public void An_exchange_that_still_runs_keeps_its_journal_to_itself_and_its_seed_is_remembered()
    {
        using var folder = new TemporaryHome();
        var home = Kept(folder, """{"seed":"21"}""");
        using var held = new FileStream(Path.Combine(home.Simulator, "journal.jsonl"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal(1, SimulatedAccount.SeedFor(home, asked: null, settings: 1));

        Directory.CreateDirectory(home.Run);
        new Endpoints("nats://127.0.0.1:4222", "http://127.0.0.1:8080", SimulatorSeed: 21).Write(home);

        Assert.Equal(21, SimulatedAccount.SeedFor(home, asked: null, settings: 1));
        Assert.Throws<PipelineException>(() => SimulatedAccount.SeedFor(home, asked: 4, settings: 1));
    }

    private static PipelineHome Kept(TemporaryHome folder, string header)
    {
        var home = PipelineHome.In(folder.Path("home"), "demo");
        Directory.CreateDirectory(home.Simulator);
        File.WriteAllText(Path.Combine(home.Simulator, "journal.jsonl"), header + "\n[]\n");
        return home;
    }
}
