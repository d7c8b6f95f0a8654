using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Store;

namespace Pipeline.Tests.Unit.Supervision;

public sealed class StoreMoveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-store-move-").FullName;

    [Fact]
    public void A_store_in_a_home_that_can_be_written_can_be_moved_and_asking_leaves_nothing_behind()
    {
        var home = PipelineHome.In(_folder, "demo").EnsureWritable();

        // Left by one that died while asking.
        Directory.CreateDirectory(Path.Combine(home.Root, $"{StoreMove.Probe}-moved"));

        Assert.Null(StoreMove.ObstacleTo(home, ["/", "/proc"]));
        Assert.Equal(["logs", "nats", "run"], Directory.GetDirectories(home.Root).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_store_on_a_disk_of_its_own_cannot_be_moved()
    {
        var home = PipelineHome.In(_folder, "demo").EnsureWritable();

        Assert.Contains("mounted", StoreMove.ObstacleTo(home, ["/", $"{home.Nats}/"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_home_whose_folders_cannot_be_moved_is_an_obstacle()
    {
        var home = PipelineHome.In(_folder, "demo").EnsureWritable();
        // What stands in the way holds for every user, root too, which no missing right would.
        File.WriteAllText(Path.Combine(home.Root, StoreMove.Probe), "");

        Assert.NotNull(StoreMove.ObstacleTo(home, []));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
