using System.Diagnostics;
using System.Text.Json.Nodes;
using Pipeline.Tests.EndToEnd.WholeSystem;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.Operations;

[Collection(WholeSystemCollection.Name)]
public sealed class OperatingTests(OperatedSystem system) : IClassFixture<OperatedSystem>
{
    private readonly PipelineUnderTest _pipeline = system.Pipeline;

    [Fact]
    public async Task The_doctor_finds_a_running_system_well_and_looks_at_each_part_of_it()
    {
        // On a machine that is busy a part may not answer in time, which is then a problem indeed.
        IReadOnlyList<JsonNode> lines = [];
        await Eventually.Holds(
            "the doctor to find no problem",
            async () => await _pipeline.RunAsync("doctor", "--json") is { ExitCode: 0 } well && (lines = well.JsonLines).Count > 0,
            PipelineUnderTest.Patience);

        string[] parts = ["nats-server", "disk", "permissions", "settings", "ports", "venue", "keys", "account", "clock", "data", "streams", "consumers", "processes", "trading"];
        Assert.Superset(parts.ToHashSet(StringComparer.Ordinal), lines.Select(line => line["check"]?.GetValue<string>() ?? "").ToHashSet(StringComparer.Ordinal));
        Assert.Equal(0, lines[^1]["problems"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_stage_says_more_when_it_is_asked_to_while_it_runs_and_after_its_restart_too()
    {
        await Eventually.Holds("the level to be asked for", async () => (await _pipeline.RunAsync("logs", "level", "scanner", "debug", "--for", "1h")).ExitCode == 0, PipelineUnderTest.Patience);
        await SaysAsync(1);
        (await _pipeline.RunAsync("restart", "scanner")).EndedWith(0);
        await SaysAsync(2);

        var all = (await _pipeline.RunAsync("logs", "-n", "0", "--json")).EndedWith(0).JsonLines;
        Assert.Superset(new HashSet<string>(["orchestrator", "scanner", "buyer", "monitor", "seller", "nats-server"], StringComparer.Ordinal), all.Select(line => line["process"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal));
        var times = all.Select(line => line["time"]!.GetValue<DateTimeOffset>()).ToList();
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public async Task Each_process_tells_its_life_the_buyer_what_the_account_is_worth_and_the_scanner_what_it_watches_by_name()
    {
        (await _pipeline.RunAsync("restart", "buyer")).EndedWith(0);
        string[] everyone = ["scanner", "buyer", "monitor", "seller", "orchestrator"];
        await ToldAsync([.. everyone.SelectMany(process => new[] { $"{process}.process_started", $"{process}.process_ready" }), "buyer.process_stopping", "buyer.account_read", "scanner.universe_changed"]);

        await Eventually.Holds(
            "the watched symbols by name",
            async () => await _pipeline.RunAsync("universe", "--json") is { ExitCode: 0 } listed && listed.JsonLines.Any(row => row["state"]?.GetValue<string>() == "watched"),
            PipelineUnderTest.Patience);
    }

    [Fact]
    public async Task A_lock_is_told_when_it_is_set_for_the_venues_time_and_when_it_is_lifted()
    {
        await Eventually.Holds("the lock", async () => (await _pipeline.RunAsync("locks", "add", "ZVZZT", "--for", "2w")).ExitCode == 0, PipelineUnderTest.Patience);
        Assert.DoesNotContain("orchestrator.lock_removed", await ToldAsync("orchestrator.lock_added"));
        var held = Assert.Single(await ListAsync("locks", "--symbol", "ZVZZT", "--kind", "lock"));
        Assert.Equal(("lock", "operator"), (held["kind"]!.GetValue<string>(), held["by"]!.GetValue<string>()));
        (await _pipeline.RunAsync("locks", "remove", "ZVZZT")).EndedWith(0);
        Assert.Empty(await ListAsync("locks", "--symbol", "ZVZZT"));
        await ToldAsync("orchestrator.lock_removed");
    }

    [NodeFact]
    public async Task A_collector_of_others_is_sent_by_each_process_what_a_strict_reader_finds_at_metrics()
    {
        var url = await Eventually.Value("the dashboard's address", () => Task.FromResult(_pipeline.StatusFile()?["endpoints"]?["dashboard"]?.GetValue<string>()), PipelineUnderTest.Patience);
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", await File.ReadAllTextAsync(_pipeline.PathOf("run", "dashboard-token")));
        string[] everyone = ["scanner", "buyer", "monitor", "seller", "orchestrator"];
        (ISet<string> Read, ISet<string> Sent) told = (new HashSet<string>(), new HashSet<string>());
        await Eventually.Holds(
            "the figures of everyone, here and there",
            async () =>
            {
                // Read first: what is told there is sent here a second later at most.
                var read = PrometheusGrammar.Read(await http.GetStringAsync("metrics"));
                told = (read.Select(one => $"{one.Labels["process"]} {one.Family}").ToHashSet(), (await system.Collector!.SentAsync()).Select(one => $"{one.Service["pipeline-".Length..]} {one.Name}").ToHashSet());
                return everyone.All(process => told.Read.Contains($"{process} pipeline_process_memory_bytes")) && told.Read.IsSubsetOf(told.Sent);
            },
            PipelineUnderTest.Patience,
            () => $"read and not sent: {string.Join(", ", told.Read.Except(told.Sent))}");

        var documented = await File.ReadAllTextAsync(RepositoryRoot.Path("orchestrator", "METRICS.md"));
        Assert.All(told.Sent, one => Assert.Contains($"`{one.Split(' ')[1]}`", documented, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_looking_verbs_tell_what_is_watched_the_story_of_an_event_and_what_it_all_came_to()
    {
        IReadOnlyList<JsonNode> universe = [];
        await Eventually.Holds(
            "the universe", async () => await _pipeline.RunAsync("universe", "--json") is { ExitCode: 0 } told && (universe = told.JsonLines).Count > 0, PipelineUnderTest.Patience);
        var watched = universe.First(row => row["state"]!.GetValue<string>() == "watched")["symbol"]!.GetValue<string>();
        Assert.Equal(["symbol,state,reason", $"{watched},watched,"], await CsvAsync("universe", "--symbol", watched));

        var chosen = (await _pipeline.RunAsync("replay", "EVENTS", "--subject", "event.scanner.universe_changed", "--json")).EndedWith(0).JsonLines[0]["data"]!["id"]!.GetValue<string>();
        var step = (await ListAsync("trace", chosen)).First(step => step["id"]!.GetValue<string>() == chosen);
        Assert.Equal(("universe_changed", "scanner", "EVENTS"), (step["kind"]!.GetValue<string>(), step["process"]!.GetValue<string>(), step["stream"]!.GetValue<string>()));

        var report = await ListAsync("report", "--by", "strategy");
        Assert.Equal(("total", "all"), (report[0]["group"]!.GetValue<string>(), report[0]["key"]!.GetValue<string>()));
        Assert.Equal("funnel", report[^1]["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task No_key_is_in_any_file_and_no_password_but_where_it_belongs()
    {
        var passwords = Directory.GetFiles(_pipeline.PathOf("run", "users")).Select(file => File.ReadAllText(file).Trim()).ToList();
        Assert.NotEmpty(passwords);

        Assert.Empty(await FilesWithAsync(OperatedSystem.Keys));
        Assert.Empty(await FilesWithAsync([.. passwords], "--exclude=nats.conf", "--exclude-dir=users"));
    }

    [Fact]
    public async Task Bad_input_is_answered_with_a_sentence_and_exit_code_2()
    {
        (await _pipeline.RunAsync("logs", "--since", "yesterday-ish")).EndedWith(2).SaysInOneLine("--since", "7d");
        (await _pipeline.RunAsync("logs", "simulator")).EndedWith(2).SaysInOneLine("--output");
        (await _pipeline.RunAsync("logs", "level", "scanner", "debug", "--for", "1y")).EndedWith(2).SaysInOneLine("--for", "30d");
    }

    private async Task<IReadOnlyList<JsonNode>> ListAsync(params string[] verb) => (await _pipeline.RunAsync([.. verb, "--json"])).EndedWith(0).JsonLines;

    private async Task<IReadOnlyList<string>> CsvAsync(params string[] verb) =>
        (await _pipeline.RunAsync([.. verb, "--csv"])).EndedWith(0).Output.Split(["\r\n", "\n"], StringSplitOptions.RemoveEmptyEntries);

    /// <param name="types">Each as PROCESS.TYPE.</param>
    private async Task<ISet<string>> ToldAsync(params string[] types)
    {
        HashSet<string> told = [];
        await Eventually.Holds(
            "the events to be told",
            async () =>
            {
                if (await _pipeline.RunAsync("replay", "EVENTS", "--subject", "event.*.*", "--json") is { ExitCode: 0 } replayed)
                    told = [.. replayed.JsonLines.Select(line => line["data"]).OfType<JsonObject>().Select(line => $"{line["process"]}.{line["type"]}")];
                return types.All(told.Contains);
            },
            PipelineUnderTest.Patience,
            () => $"not told: {string.Join(", ", types.Except(told))}");
        return told;
    }

    private Task SaysAsync(int times)
    {
        var said = 0;
        return Eventually.Holds(
            $"the scanner to say {times} times that it logs more",
            async () => (said = (await _pipeline.RunAsync("logs", "scanner", "--level", "warning", "--grep", "logs debug", "--json")).EndedWith(0).JsonLines.Count) >= times,
            PipelineUnderTest.Patience,
            () => $"{said} times");
    }

    /// <summary>By a program that heeds no locks.</summary>
    private async Task<string> FilesWithAsync(string[] texts, params string[] except)
    {
        using var grep = Process.Start(new ProcessStartInfo("grep", ["-rlaF", .. except, .. texts.SelectMany(text => new[] { "-e", text }), _pipeline.PathOf()]) { RedirectStandardOutput = true })!;
        var found = await grep.StandardOutput.ReadToEndAsync();
        await grep.WaitForExitAsync();
        return found;
    }
}
