using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.WholeSystem;

[UnsupportedOSPlatform("windows")]
[Collection(WholeSystemCollection.Name)]
public sealed class PaperTests
{
    private const string KeyId = "PKTESTONLY0000000000";
    private const string Secret = "secret0only1for2this3test4000000000000000";

    // Venue and machine must agree on the time; the simulator needs a while before its clock can be started.
    private static readonly TimeSpan TimeToStart = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task The_paper_profile_is_checked_and_runs_in_real_time_against_other_endpoints()
    {
        await using var pipeline = new PipelineUnderTest("paper");
        (pipeline.Environment["APCA_API_KEY_ID"], pipeline.Environment["APCA_API_SECRET_KEY"]) = (KeyId, Secret);
        var url = await StartVenueAsync(pipeline);
        MoveSecretToFile(pipeline);
        var socket = $"ws{url["http".Length..]}";
        pipeline.Environment["PIPELINE__Venue__TradingUrl"] = url;
        pipeline.Environment["PIPELINE__Venue__DataUrl"] = url;
        pipeline.Environment["PIPELINE__Venue__TradingStreamUrl"] = $"{socket}/stream";
        pipeline.Environment["PIPELINE__Venue__DataStreamUrl"] = $"{socket}/v2/iex";

        var check = (await pipeline.RunAsync("config", "check", "--profile", "paper")).EndedWith(0);
        foreach (var found in (string[])["keys", "account", "clock", "data", "profile"])
            Assert.Contains($"ok    {found}:", check.Output, StringComparison.Ordinal);
        (await pipeline.RunAsync("start", "--detach", "--profile", "paper")).EndedWith(0);
        var status = await pipeline.StatusAsync();
        Assert.True(PipelineUnderTest.AllReady(status), status.ToJsonString());
        Assert.Null(PipelineUnderTest.Line(status, "simulator"));
        Assert.Null(status["endpoints"]!["simulator"]);

        AssertKeptSecret(pipeline, check.Output + status.ToJsonString());
        AssertGivenOnlyWhereNeeded(pipeline, status);
        (await pipeline.RunAsync("stop", "--profile", "paper")).EndedWith(0);
    }

    /// <summary>Starts the simulator as if it were Alpaca: with the trader's keys and in the machine's time, night or day.</summary>
    private static async Task<string> StartVenueAsync(PipelineUnderTest pipeline)
    {
        var home = pipeline.PathOf("venue");
        var begins = TimeProvider.System.GetUtcNow() + TimeToStart;
        pipeline.StartByHand(
            "Simulator", "--home", home, "--port", "0", "--symbols", "40", "--speed", "1", "--no-skip", "--hold", "--start-at", begins.ToString("O", CultureInfo.InvariantCulture));
        var address = Path.Combine(home, "url");
        await Eventually.Holds("the venue's address", () => File.Exists(address) && new FileInfo(address).Length > 0, PipelineUnderTest.Patience);
        var url = (await File.ReadAllTextAsync(address)).Trim();
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        await Eventually.Holds("the moment the venue begins at", () => TimeProvider.System.GetUtcNow() >= begins, TimeToStart * 2);
        (await client.PostAsync(new Uri("/sim/clock/start", UriKind.Relative), null)).EnsureSuccessStatusCode();
        return url;
    }

    /// <summary>One key by each way that a key may come.</summary>
    private static void MoveSecretToFile(PipelineUnderTest pipeline)
    {
        pipeline.Environment.Remove("APCA_API_SECRET_KEY");
        Directory.CreateDirectory(pipeline.PathOf());
        File.WriteAllText(pipeline.PathOf(".env"), $"APCA_API_SECRET_KEY={Secret}\n");
        File.SetUnixFileMode(pipeline.PathOf(".env"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>A key of the environment reaches the stages, and no server; a key in a file and the passwords of NATS reach nobody's environment or command line.</summary>
    private static void AssertGivenOnlyWhereNeeded(PipelineUnderTest pipeline, JsonNode status)
    {
        string Told(string process, string where) => File.ReadAllText($"/proc/{PipelineUnderTest.Pid(status, process)}/{where}");
        string[] processes = [.. status["processes"]!.AsArray().Select(line => line!["name"]!.GetValue<string>())];
        Assert.Equal(["buyer", "monitor", "scanner", "seller"], processes.Where(process => Told(process, "environ").Contains(KeyId, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var passwords = Directory.GetFiles(pipeline.PathOf("run", "users"));
        Assert.Equal(passwords.Length, passwords.Select(File.ReadAllText).Distinct().Count());
        var orchestrator = status["orchestrator"]!["pid"]!.GetValue<int>();
        foreach (var shown in processes.SelectMany(process => new[] { Told(process, "environ"), Told(process, "cmdline") }).Append(File.ReadAllText($"/proc/{orchestrator}/environ")))
            Assert.DoesNotContain([Secret, .. passwords.Select(File.ReadAllText)], secret => shown.Contains(secret, StringComparison.Ordinal));
        foreach (var file in (string[])[.. passwords, pipeline.PathOf("run", "nats.conf")])
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    private static void AssertKeptSecret(PipelineUnderTest pipeline, string said)
    {
        var secret = Secret;
        Assert.DoesNotContain(secret, said, StringComparison.Ordinal);
        Assert.DoesNotContain(pipeline.Living(), command => command.Contains(secret, StringComparison.Ordinal));
        var files = (string[])[.. Directory.GetFiles(pipeline.PathOf("logs")), .. Directory.GetFiles(pipeline.PathOf("run"), "*", SearchOption.AllDirectories)];
        // A lock is held by its process and always empty.
        foreach (var file in files.Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            Assert.DoesNotContain(secret, ReadShared(file), StringComparison.Ordinal);
    }

    private static string ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
