using System.Text.Json.Nodes;
using Pipeline.Tests.EndToEnd.WholeSystem;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.State;

/// <summary>What becomes of open positions when the store is not what it was.</summary>
[Collection(WholeSystemCollection.Name)]
public sealed class StoreTests
{
    private static readonly string[] Start = ["start", "--detach", "--fresh", "--speed", "60", "--seed", "3"];

    [Fact]
    public async Task A_store_that_was_put_back_deleted_or_swapped_is_set_aside_and_the_book_rebuilt_from_the_venue_and_trading_waits_for_resume()
    {
        await using var pipeline = new PipelineUnderTest();
        var kills = new KillFolder(pipeline.PathOf("..", "kill-points"));
        pipeline.Environment["PIPELINE_KILL_POINTS"] = kills.Path;
        (await pipeline.RunAsync(Start)).EndedWith(0);
        using var client = await pipeline.VenueAsync();
        var venue = new VenueAccount(pipeline, client);
        await HasPositionsAsync(venue);
        await venue.ClockAsync("pause");
        var (store, backup) = (pipeline.PathOf("nats"), pipeline.PathOf("backup"));

        await WhileDownAsync(pipeline, () => Copy(store, backup));
        await ReadyAsync(pipeline, "active", "");

        // What is remembered lags behind: a first change shows that it is of after the copy, a second that it is higher.
        await CommandIsRememberedAsync(pipeline);
        await CommandIsRememberedAsync(pipeline);

        kills.Arm("orchestrator.store.latched");
        await WhileDownAsync(pipeline, () => Replace(store, backup));
        await StartedAgainAsync(pipeline, kills, "orchestrator.store.latched");
        await RebuiltAsync(pipeline, venue, "store_lost", "put back to an older time");
        kills.Arm("orchestrator.store.moved");
        await WhileDownAsync(pipeline, () => Directory.Delete(store, recursive: true));
        await StartedAgainAsync(pipeline, kills, "orchestrator.store.moved");
        await RebuiltAsync(pipeline, venue, "store_lost", "The whole store");
        kills.Arm("orchestrator.store.marked");
        await WhileDownAsync(pipeline, () => Replace(store, backup));
        await StartedAgainAsync(pipeline, kills, "orchestrator.store.marked");
        await RebuiltAsync(pipeline, venue, "store_foreign", "belongs to store");

        // One that dies after the move finds no store at all, and sets the empty one aside too.
        Assert.Equal(4, Directory.GetDirectories(pipeline.PathOf(), "nats-set-aside-*").Length);

        var bought = await venue.BuysAsync();
        await venue.ClockAsync("start");
        await Eventually.Holds("an entry after the resume", async () => await venue.BuysAsync() > bought, PipelineUnderTest.Patience);
    }

    [Fact]
    public async Task On_a_full_disk_nothing_is_entered_and_positions_keep_their_stops_until_there_is_space()
    {
        await using var pipeline = new PipelineUnderTest();
        (await pipeline.RunAsync(Start)).EndedWith(0);
        using var client = await pipeline.VenueAsync();
        var venue = new VenueAccount(pipeline, client);
        await HasPositionsAsync(venue);

        var server = PipelineUnderTest.Pid(await pipeline.StatusAsync(), "nats-server");
        DiskFull.Begin(server);
        await ComesAsync(pipeline, "reducing", "store_full");
        var (bought, from) = (await venue.BuysAsync(), await venue.TimeAsync());
        await Eventually.Holds("five minutes of the venue to pass", async () => await venue.TimeAsync() - from > TimeSpan.FromMinutes(5), PipelineUnderTest.Patience);
        Assert.Equal(bought, await venue.BuysAsync());
        await venue.IsCoveredAsync();
        DiskFull.End(server);

        await ReadyAsync(pipeline, "active", "");
        await Eventually.Holds("an entry once there is space", async () => await venue.BuysAsync() > bought, PipelineUnderTest.Patience);
        await venue.ClockAsync("pause");
        await venue.AgreesAsync();
        await venue.IsCoveredAsync();
    }

    private static Task HasPositionsAsync(VenueAccount venue) =>
        Eventually.Holds("a first position", async () => (await venue.PositionsAsync()).Count > 0, PipelineUnderTest.Patience);

    private static async Task CommandIsRememberedAsync(PipelineUnderTest pipeline)
    {
        ulong Remembered() => JsonNode.Parse(File.ReadAllText(pipeline.PathOf("run", "store-heights.json")))!["sequences"]!["CONTROL"]!.GetValue<ulong>();
        var before = Remembered();
        (await pipeline.RunAsync("reduce")).EndedWith(0);
        (await pipeline.RunAsync("resume")).EndedWith(0);
        await Eventually.Holds("the height of CONTROL to be remembered", () => Remembered() > before, PipelineUnderTest.Patience);
    }

    /// <summary>Does something to the store between the server's death and its next start.</summary>
    private static async Task WhileDownAsync(PipelineUnderTest pipeline, Action act)
    {
        var status = await pipeline.StatusAsync();
        var orchestrator = status["orchestrator"]!["pid"]!.GetValue<int>();
        ProcessSignal.Pause(orchestrator);
        ProcessSignal.Kill(PipelineUnderTest.Pid(status, "nats-server"));
        await Eventually.Holds("nats-server to be gone", async () => !await PipelineUnderTest.ListensAsync(status["endpoints"]!["nats"]!.GetValue<string>()), PipelineUnderTest.Patience);
        act();
        ProcessSignal.Continue(orchestrator);
        await Eventually.Holds(
            "nats-server to be started again",
            () => PipelineUnderTest.Line(pipeline.StatusFile(), "nats-server")?["pid"]?.GetValue<int>() is { } pid && pid != PipelineUnderTest.Pid(status, "nats-server"),
            PipelineUnderTest.Patience);
    }

    /// <summary>The orchestrator dies in the middle of it and is started again, as a service manager would.</summary>
    private static async Task StartedAgainAsync(PipelineUnderTest pipeline, KillFolder kills, string point)
    {
        var pid = await kills.ReachedAsync(point, PipelineUnderTest.Patience, () => pipeline.StatusFile()?.ToJsonString() ?? "no status");
        await Eventually.Holds("the orchestrator to be gone", () => !pipeline.Living().Any(line => line.StartsWith($"{pid} ", StringComparison.Ordinal)), PipelineUnderTest.Patience);
        (await pipeline.RunAsync("start", "--detach", "--speed", "60", "--seed", "3")).EndedWith(0);
    }

    private static async Task RebuiltAsync(PipelineUnderTest pipeline, VenueAccount venue, string condition, string words)
    {
        await ReadyAsync(pipeline, "halted", condition);
        Assert.Contains(words, pipeline.StatusFile()!["tradingReason"]!.GetValue<string>(), StringComparison.Ordinal);
        await venue.AgreesAsync();
        await venue.IsCoveredAsync();
        await Eventually.Holds("the resume to be granted", async () => (await pipeline.RunAsync("resume")).ExitCode == 0, PipelineUnderTest.Patience, () => pipeline.StatusFile()?.ToJsonString() ?? "");
        await ComesAsync(pipeline, "active", "");
    }

    private static async Task ReadyAsync(PipelineUnderTest pipeline, string state, string reason)
    {
        await ComesAsync(pipeline, state, reason);
        await Eventually.Holds("everyone to be ready", () => PipelineUnderTest.AllReady(pipeline.StatusFile()), PipelineUnderTest.Patience, () => pipeline.StatusFile()?.ToJsonString() ?? "no status");
    }

    private static Task ComesAsync(PipelineUnderTest pipeline, string state, string reason) => Eventually.Holds(
        $"trading to be {state} because of {reason}",
        () => pipeline.StatusFile() is { } status && status["tradingState"]!.GetValue<string>() == state
            && (reason.Length == 0 || status["tradingReason"]?.GetValue<string>().StartsWith(reason, StringComparison.Ordinal) == true),
        PipelineUnderTest.Patience,
        () => pipeline.StatusFile()?.ToJsonString() ?? "no status");

    private static void Replace(string store, string by)
    {
        Directory.Delete(store, recursive: true);
        Copy(by, store);
    }

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories).Prepend(from))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }
}
