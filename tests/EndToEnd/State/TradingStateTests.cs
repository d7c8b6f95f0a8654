using Pipeline.Contracts.Control;
using Pipeline.Tests.EndToEnd.WholeSystem;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.State;

/// <summary>What is seen, what is controlled and what a person may do about it, on a whole system whose scanner is the test.</summary>
[Collection(WholeSystemCollection.Name)]
public sealed class TradingStateTests
{
    [Fact]
    public async Task Conditions_take_trading_to_their_state_and_only_what_is_over_can_be_resumed()
    {
        await using var pipeline = new PipelineUnderTest();
        // Set before anything runs, so without NATS: it must hold from the first moment on.
        (await pipeline.RunAsync("halt", "--reason", "not yet")).EndedWith(3);
        (await pipeline.RunAsync("start", "--detach", "--speed", "60", "--seed", "3", "--without", "scanner")).EndedWith(0);
        await ComesAsync(pipeline, "halted", "halt_file");
        Assert.Contains("not yet", (await pipeline.RunAsync("status")).Output, StringComparison.Ordinal);
        await EndsAsync(pipeline, 0, "resume");
        await ComesAsync(pipeline, "active", "");

        await using var scanner = await SpokenByHand.AsAsync(pipeline, "scanner");
        scanner.Tell(TradingCondition.ClockSkewed);
        await ComesAsync(pipeline, "reducing", "clock_skewed");
        scanner.Tell(TradingCondition.ClockSkewed, TradingCondition.BadKeys);
        await ComesAsync(pipeline, "halted", "bad_keys");
        Assert.Contains("bad_keys", (await EndsAsync(pipeline, 77, "resume")).Error, StringComparison.Ordinal);
        scanner.Tell(TradingCondition.ClockSkewed);
        await Eventually.Holds("the status to tell of the skew alone", () => pipeline.StatusFile()?["conditions"]?.AsArray().Count == 1, PipelineUnderTest.Patience);
        Assert.Contains("clock_skewed", (await EndsAsync(pipeline, 77, "resume")).Error, StringComparison.Ordinal);
        scanner.Tell();
        await Eventually.Holds("the status to tell of nothing", () => pipeline.StatusFile()?["conditions"]?.AsArray().Count == 0, PipelineUnderTest.Patience);
        await ComesAsync(pipeline, "halted", "bad_keys");
        await EndsAsync(pipeline, 0, "resume");
        await ComesAsync(pipeline, "active", "");

        scanner.Tell(TradingCondition.BookDiffers, "AAPL");
        await LockedAsync(pipeline, "control.lock.AAPL", until: "9999-12-31");
        Assert.Equal("active", pipeline.StatusFile()!["tradingState"]!.GetValue<string>());
        scanner.Tell();
        await LockedAsync(pipeline, "control.lock.AAPL", until: "1970-01-01");

        await EndsAsync(pipeline, 0, "reduce", "--reason", "lunch");
        await ComesAsync(pipeline, "reducing", "operator");
        await EndsAsync(pipeline, 0, "resume");
        await ComesAsync(pipeline, "active", "");
        await UnreadableAsync(pipeline);
        await ToldAsync(pipeline, "halt_file", "clock_skewed", "bad_keys", "operator", "control_unreadable");
    }

    /// <summary>Fails closed, quarantines, and goes on once a person says so.</summary>
    private static async Task UnreadableAsync(PipelineUnderTest pipeline)
    {
        await using var orchestrator = await SpokenByHand.AsAsync(pipeline, "orchestrator");
        await orchestrator.StoreAsync("control.trading", """{"state":"act""");
        await ComesAsync(pipeline, "halted", "control_unreadable");
        await orchestrator.StoreAsync("control.lock.MSFT", "not even JSON");
        await orchestrator.StoreAsync("control.flatten.MSFT", """{"id":1}""");
        await LockedAsync(pipeline, "control.lock.MSFT", until: "9999-12-31");
        await Eventually.Holds(
            "three dead letters with their reasons",
            async () => (await pipeline.ReplayAsync("DEADLETTER", "dlq.orchestrator")).Select(letter => letter["data"]!)
                .Count(letter => letter["reason"]!.GetValue<string>().Length > 0 && letter["subject"]!.GetValue<string>().StartsWith("control.", StringComparison.Ordinal)) == 3,
            PipelineUnderTest.Patience);
        await Eventually.Holds("the resume to be granted", async () => (await pipeline.RunAsync("resume")).ExitCode == 0, PipelineUnderTest.Patience);
        await ComesAsync(pipeline, "active", "");
        await Eventually.Holds("the buyer to be ready again", () => PipelineUnderTest.IsReady(pipeline.StatusFile(), "buyer"), PipelineUnderTest.Patience, () => pipeline.StatusFile()?.ToJsonString() ?? "");
    }

    /// <summary>On a machine that is busy with everything else a server may accept nobody for seconds; a person would try again.</summary>
    private static async Task<CommandResult> EndsAsync(PipelineUnderTest pipeline, int code, params string[] arguments)
    {
        CommandResult? ended = null;
        await Eventually.Holds("the server to accept a command", async () => (ended = await pipeline.RunAsync(arguments)).ExitCode != 69, PipelineUnderTest.Patience);
        return ended!.EndedWith(code);
    }

    private static Task ComesAsync(PipelineUnderTest pipeline, string state, string reason) => Eventually.Holds(
        $"trading to be {state} because of {reason}",
        () => pipeline.StatusFile() is { } status && status["tradingState"]!.GetValue<string>() == state
            && (reason.Length == 0 || status["tradingReason"]?.GetValue<string>().StartsWith(reason, StringComparison.Ordinal) == true),
        PipelineUnderTest.Patience,
        () => pipeline.StatusFile()?.ToJsonString() ?? "no status");

    private static Task LockedAsync(PipelineUnderTest pipeline, string subject, string until) => Eventually.Holds(
        $"{subject} to hold until {until}",
        async () => await pipeline.ReplayAsync("CONTROL", subject) is [.., var last] && last["data"] is System.Text.Json.Nodes.JsonObject held && held["until"]!.GetValue<string>().StartsWith(until, StringComparison.Ordinal),
        PipelineUnderTest.Patience);

    private static async Task ToldAsync(PipelineUnderTest pipeline, params string[] reasons)
    {
        IReadOnlyList<string?> told = [];
        await Eventually.Holds(
            "each change of state to be told once",
            async () =>
            {
                var events = await pipeline.ReplayAsync("EVENTS", "event.orchestrator.trading_state_changed");
                told = [.. events.Select(line => line["data"]!["reason"]?.GetValue<string>())];
                return reasons.All(told.Contains) && events.Count == events.Select(line => line["data"]!["id"]!.GetValue<string>()).Distinct().Count();
            },
            PipelineUnderTest.Patience,
            () => string.Join(", ", told));
    }
}
