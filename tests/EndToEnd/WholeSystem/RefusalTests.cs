using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.WholeSystem;

/// <summary>What is wrong before the start is said in one sentence, with the code that scripts go by, and nothing is started.</summary>
[Collection(WholeSystemCollection.Name)]
public sealed class RefusalTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly PipelineUnderTest _pipeline = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        var started = _pipeline.Living();
        await _pipeline.DisposeAsync();
        Assert.Empty(started);
    }

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    [Fact]
    public async Task A_broken_settings_file_is_named()
    {
        Directory.CreateDirectory(_pipeline.PathOf());
        await File.WriteAllTextAsync(_pipeline.PathOf("pipeline.json"), "{\n \"Buyer\": { ");
        (await _pipeline.RunAsync("start", "--detach")).EndedWith(78).SaysInOneLine(_pipeline.PathOf("pipeline.json"), "line 2", "Mend the file");
    }

    [Theory]
    [InlineData("PIPELINE__Orchestrator__NatsPorts", "4222", "Orchestrator:NatsPorts")]
    [InlineData("PIPELINE__Simulator__Speed", "fast", "Simulator:Speed")]
    [InlineData("PIPELINE__Simulator__Symbols", "0", "Simulator:Symbols")]
    [InlineData("PIPELINE__Buyer__MaxPosition", "3", "Buyer:MaxPosition")]
    [InlineData("PIPELINE__Scanner__Lookbacks", "3", "Scanner:Lookbacks")]
    [InlineData("PIPELINE__Buyers__MaxPositions", "3", "Buyers")]
    public async Task A_setting_that_cannot_be_is_named_by_its_path(string name, string value, string path)
    {
        _pipeline.Environment[name] = value;
        (await _pipeline.RunAsync("start", "--detach")).EndedWith(78).SaysInOneLine(path);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        _pipeline.Environment["PIPELINE__Orchestrator__NatsPort"] = port;
        (await _pipeline.RunAsync("start", "--detach")).EndedWith(69).SaysInOneLine(port, "Orchestrator:NatsPort");
    }

    [Fact]
    public async Task A_home_that_cannot_be_written_is_named()
    {
        using var folder = new TemporaryHome();
        // Permissions do not stop root; a file in the place of a folder stops everybody.
        await File.WriteAllTextAsync(folder.Path("file"), "");
        _pipeline.Environment["PIPELINE_HOME"] = folder.Path("file");
        (await _pipeline.RunAsync("start", "--detach")).EndedWith(1).SaysInOneLine(folder.Path("file", "demo"), "PIPELINE_HOME");
    }

    [Fact]
    public async Task A_seed_that_is_not_that_of_the_account_that_was_kept_is_named_with_it()
    {
        Directory.CreateDirectory(_pipeline.PathOf("simulator"));
        await File.WriteAllTextAsync(_pipeline.PathOf("simulator", "journal.jsonl"), """{"version":"1","market":"synthetic market, seed 21, 360 symbols","cash":"100000","seed":"21"}""" + "\n");
        (await _pipeline.RunAsync("start", "--detach", "--seed", "4")).EndedWith(77).SaysInOneLine("seed 21", "seed 4", "--fresh");
    }

    [Fact]
    public async Task A_profile_that_is_not_there_is_answered_with_those_that_are() =>
        (await _pipeline.RunAsync("start", "--detach", "--profile", "papper")).EndedWith(78).SaysInOneLine("papper", "demo, live, paper");

    [Fact]
    public async Task Real_money_needs_its_own_word() =>
        (await _pipeline.RunAsync("start", "--detach", "--profile", "live")).EndedWith(77).SaysInOneLine("--confirm-live");

    [Fact]
    public async Task Real_money_needs_a_real_key()
    {
        (_pipeline.Environment["APCA_API_KEY_ID"], _pipeline.Environment["APCA_API_SECRET_KEY"]) = ("PKPAPER", "secret-of-paper");
        var refused = (await _pipeline.RunAsync("start", "--detach", "--profile", "live", "--confirm-live")).EndedWith(77);
        refused.SaysInOneLine("APCA_API_KEY_ID", "AK");
        Assert.DoesNotContain("secret-of-paper", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Real_money_needs_evidence()
    {
        (_pipeline.Environment["APCA_API_KEY_ID"], _pipeline.Environment["APCA_API_SECRET_KEY"]) = ("AKTESTONLY0000000000", "secret-of-nobody");
        (await _pipeline.RunAsync("start", "--detach", "--profile", "live", "--confirm-live")).EndedWith(77).SaysInOneLine("50 clean paper trades", "./pipeline evidence");
        Assert.False(Directory.Exists(_pipeline.PathOf("..", "live")), "A refused start must leave nothing behind.");
    }

    [Fact]
    public async Task Paper_without_keys_is_told_which_are_missing()
    {
        var check = (await _pipeline.RunAsync("config", "check", "--profile", "paper")).EndedWith(78);
        Assert.Contains("APCA_API_KEY_ID", check.Output, StringComparison.Ordinal);
        (await _pipeline.RunAsync("start", "--detach", "--profile", "paper")).EndedWith(78).SaysInOneLine("APCA_API_KEY_ID", "config check");
    }

    [Fact]
    public async Task Bars_or_a_scenario_that_are_not_there_are_named()
    {
        (await _pipeline.RunAsync("start", "--detach", "--bars", "/no/such/folder")).EndedWith(78).SaysInOneLine("/no/such/folder");
        (await _pipeline.RunAsync("start", "--detach", "--scenario", "/no/such/file.json")).EndedWith(78).SaysInOneLine("/no/such/file.json");
    }
}
