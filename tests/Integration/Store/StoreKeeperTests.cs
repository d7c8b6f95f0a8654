using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Store;
using Pipeline.Tests.Integration.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Store;

/// <summary>A home tells its own store from what that was some time ago, also once others have written on.</summary>
public sealed class StoreKeeperTests(MessagingServer messaging) : IClassFixture<MessagingServer>, IDisposable
{
    private readonly TemporaryHome _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_store_put_back_to_an_older_time_is_told_although_it_was_written_on_to_the_same_height()
    {
        var home = PipelineHome.In(_folder.Directory, "demo").EnsureWritable(leastFree: 0);
        new StoreMark(MessagingServer.StoreId, Created: true).Write(home);
        await StoreAsync("entry.demo.first");
        messaging.Server.Kill();
        Copy(messaging.Server.StoreDirectory, _folder.Path("backup"));
        await messaging.Server.RestartAsync();
        await StoreAsync("entry.demo.second");
        Assert.True(await EnsuredAsync(Keeper(home)));
        await Keeper(home).RememberAsync(await StoredAsync(), CancellationToken.None);

        messaging.Server.Kill();
        Directory.Delete(messaging.Server.StoreDirectory, recursive: true);
        Copy(_folder.Path("backup"), messaging.Server.StoreDirectory);
        await messaging.Server.RestartAsync();
        var keeper = Keeper(home);
        await StoreAsync("entry.demo.another");
        await keeper.RememberAsync(await StoredAsync(), CancellationToken.None);

        Assert.False(await EnsuredAsync(keeper));
        Assert.Equal(TradingCondition.StoreLost, keeper.Problem!.Condition);
        Assert.Contains("ENTRIES had come to message 2 of ", keeper.Problem.Text, StringComparison.Ordinal);
        Assert.Contains("has another in its place", keeper.Problem.Text, StringComparison.Ordinal);
    }

    private static StoreKeeper Keeper(PipelineHome home) => new(home, TimeProvider.System, NullLogger<StoreKeeper>.Instance);

    private async Task<StoredMessages> StoredAsync() => new(await messaging.ConnectAsync(Processes.Orchestrator));

    private async Task<bool> EnsuredAsync(StoreKeeper keeper) =>
        await keeper.EnsureAsync(await messaging.CreatorAsync(), await StoredAsync(), _ => Task.CompletedTask, CancellationToken.None);

    private async Task StoreAsync(string subject) => Assert.IsType<PublishResult.Stored>(await (await messaging.PublisherAsync(Processes.Buyer)).PublishBytesAsync(
        subject, Encoding.UTF8.GetBytes(subject), new Dictionary<string, string>(), PublishExpectation.None, CancellationToken.None));

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
