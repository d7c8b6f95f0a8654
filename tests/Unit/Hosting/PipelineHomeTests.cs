using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Stages;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Hosting;

public sealed class PipelineHomeTests
{
    [Fact]
    public void A_home_on_a_full_disk_is_refused()
    {
        using var folder = new TemporaryHome();
        var home = PipelineHome.In(folder.Directory, "demo");

        var refused = Assert.Throws<PipelineException>(() => home.EnsureWritable(leastFree: long.MaxValue));

        Assert.Equal(ExitCodes.Failed, refused.ExitCode);
        Assert.Contains("MB are free", refused.Message, StringComparison.Ordinal);
        Assert.Contains(home.Root, refused.Message, StringComparison.Ordinal);
        home.EnsureWritable(leastFree: 1);
    }

    [Fact]
    public void Who_guards_positions_starts_on_a_full_disk_too_and_nobody_else_does()
    {
        using var folder = new TemporaryHome();
        var home = PipelineHome.In(folder.Directory, "demo");
        var buyer = new StageDefinition(Processes.Buyer, "enters", (_, _) => { });
        var seller = new StageDefinition(Processes.Seller, "leaves", (_, _) => { }, GuardsPositions: true);

        Assert.Throws<PipelineException>(() => buyer.CheckHome(home, leastFree: long.MaxValue));
        Assert.Contains("MB are free", seller.CheckHome(home, leastFree: long.MaxValue)?.Message, StringComparison.Ordinal);
        Assert.Null(seller.CheckHome(home, leastFree: 1));
    }

    [Fact]
    public void A_halt_file_tells_why_it_was_set_also_one_that_a_person_has_made()
    {
        using var folder = new TemporaryHome();
        var home = PipelineHome.In(folder.Directory, "demo").EnsureWritable(leastFree: 1);
        var latch = new HaltLatch(home);
        Assert.False(latch.IsLatched);

        latch.Latch("lunch");
        Assert.Equal((true, "lunch"), (latch.IsLatched, latch.Reason));

        File.WriteAllText(home.HaltFile, "");
        Assert.Equal((true, "set by hand"), (latch.IsLatched, latch.Reason));
    }
}
