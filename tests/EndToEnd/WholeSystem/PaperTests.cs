using System.Globalization;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.WholeSystem;

[Collection(WholeSystemCollection.Name)]
public sealed class PaperTests
{
    // Venue and machine must agree on the time; the simulator needs a while before its clock can be started.
    private static readonly TimeSpan TimeToStart = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task The_paper_profile_is_checked_and_runs_in_real_time_against_other_endpoints()
    {
        await using var pipeline = new PipelineUnderTest("paper");
        (pipeline.Environment["APCA_API_KEY_ID"], pipeline.Environment["APCA_API_SECRET_KEY"]) = ("PKTESTONLY0000000000", "secret0only1for2this3test4000000000000000");
        var url = await StartVenueAsync(pipeline);
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

    private static void AssertKeptSecret(PipelineUnderTest pipeline, string said)
    {
        var secret = pipeline.Environment["APCA_API_SECRET_KEY"];
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
