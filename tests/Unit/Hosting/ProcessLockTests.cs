using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Hosting;

public sealed class ProcessLockTests
{
    [Fact]
    public void A_lock_that_cannot_be_made_is_not_taken_for_one_that_another_holds()
    {
        using var folder = new TemporaryHome();
        var home = PipelineHome.In(folder.Directory, "demo");
        Assert.ThrowsAny<IOException>(() => ProcessLock.TryTake(home, "seller"));

        home.EnsureWritable(leastFree: 1);
        using var held = ProcessLock.TryTake(home, "seller");
        Assert.NotNull(held);
        Assert.Null(ProcessLock.TryTake(home, "seller"));
    }
}
