using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Json;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Configuration;
using Pipeline.Seller;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Hosting;

/// <summary>What was set while running, at the start of a stage and in the copy that the start reads.</summary>
public sealed class StartSettingsTests : IDisposable
{
    private static readonly StageDefinition Guard = new(Processes.Seller, "leaves", (services, settings) => services.AddStageOptions<SellerOptions>(settings, "Seller"), GuardsPositions: true);
    private static readonly StageDefinition Buyer = Guard with { Process = Processes.Buyer, GuardsPositions = false };

    private readonly TemporaryHome _folder = new();
    private readonly PipelineHome _home;

    public StartSettingsTests()
    {
        _home = PipelineHome.In(_folder.Directory, "demo");
        _home.EnsureWritable(leastFree: 0);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_set_counts_at_the_start()
    {
        SettingsOverlay.Write(_home, Set(("Seller:CooldownMinutes", "45")));

        var start = StartSettings.Of(Guard, _home);

        Assert.Equal(("45", null), (start.Settings["Seller:CooldownMinutes"], start.Refused));
    }

    [Theory]
    [InlineData("Seller:CooldownMinutes", "-1")]
    [InlineData("Seller:Parallel", "2")]
    [InlineData("Venue:TradingUrl", "http://127.0.0.1:1")]
    public void Who_guards_positions_starts_without_what_was_set_where_it_does_not_fit_and_nobody_else_starts(string key, string value)
    {
        SettingsOverlay.Write(_home, Set((key, value), ("Seller:CooldownMinutes", key == "Seller:CooldownMinutes" ? value : "45")));

        var start = StartSettings.Of(Guard, _home);

        Assert.Contains(key, start.Refused, StringComparison.Ordinal);
        Assert.Empty(start.Overlay);
        Assert.Equal(Settings.RevisionOf(Settings.Basis(_home)), Settings.RevisionOf(start.Settings));
        Assert.Contains(key, Assert.Throws<PipelineException>(() => StartSettings.Of(Buyer, _home)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_needs_a_restart_never_counts_for_the_orchestrator_either()
    {
        SettingsOverlay.Write(_home, Set(("Orchestrator:NoSuch", "1"), ("Seller:CooldownMinutes", "45")));

        Assert.Equal((null, "45"), (Settings.Load(_home)["Orchestrator:NoSuch"], Settings.Load(_home)["Seller:CooldownMinutes"]));
    }

    [Fact]
    public void What_kept_settings_out_at_the_start_is_over_once_others_are_taken()
    {
        var basis = Settings.Basis(_home);
        var hot = new HotOptions<SellerOptions>("Seller", OptionsReader.Read<SellerOptions>(basis, "Seller"), "1");
        var configuration = new ConfigurationInForce(_home, basis, Set(), [hot], "it did not fit");

        Assert.Throws<PipelineException>(() => configuration.Apply(Set(("Seller:CooldownMinutes", "-1"))));
        Assert.Equal("it did not fit", configuration.Refused);

        Assert.Null(configuration.Apply(Set()));
        Assert.Null(configuration.Refused);
    }

    [Fact]
    public void A_record_that_no_stage_takes_is_not_kept_for_their_next_start()
    {
        OverlayCopy.Hear(_home, Record(Set(("Seller:CooldownMinutes", "45"))), NullLogger.Instance);
        OverlayCopy.Hear(_home, Record(Set(("Seller:CooldownMinutes", "50"), ("Venue:TradingUrl", "http://127.0.0.1:1"))), NullLogger.Instance);

        Assert.Equal("45", Assert.Single(SettingsOverlay.Read(_home)).Value);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("{\n  \"Seller:CooldownMinutes\": \"45\",\n  oops\n}", 3)]
    [InlineData("{\n  \"Seller:CooldownMinutes\": 45\n}", 2)]
    public void A_copy_that_is_not_json_is_an_error_with_its_file_and_line_and_never_passes_for_nothing(string text, int line)
    {
        var path = Spoil(text);

        var (refused, shown) = (Assert.Throws<PipelineException>(() => StartSettings.Of(Buyer, _home)), Assert.Throws<PipelineException>(() => SettingsOverlay.Read(_home)));
        var guard = StartSettings.Of(Guard, _home);

        Assert.Equal((ExitCodes.Configuration, refused.Message, refused.Message), (refused.ExitCode, shown.Message, guard.Refused));
        Assert.StartsWith($"{path}, line {line}, ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("delete it", refused.Message, StringComparison.Ordinal);
        Assert.Empty(guard.Overlay);
        Assert.Equal(Settings.RevisionOf(Settings.Basis(_home)), Settings.RevisionOf(Settings.Load(_home)));
    }

    [Fact]
    public void A_copy_that_is_not_json_is_written_anew_from_the_record()
    {
        Spoil("{");

        OverlayCopy.Hear(_home, Record(Set(("Seller:CooldownMinutes", "45"))), NullLogger.Instance);

        Assert.Equal("45", Assert.Single(SettingsOverlay.Read(_home)).Value);
    }

    private string Spoil(string text)
    {
        SettingsOverlay.Write(_home, Set(("Seller:CooldownMinutes", "45")));
        var path = Path.Combine(_home.Run, "settings.json");
        File.WriteAllText(path, text);
        return path;
    }

    private static BookEntry Record(Dictionary<string, string> settings)
    {
        var control = new ConfigurationControl
        {
            Id = "configuration-1",
            CorrelationId = "configuration-1",
            CausationId = "configuration-1",
            VenueTime = DateTimeOffset.UnixEpoch,
            MachineTime = DateTimeOffset.UnixEpoch,
            Settings = settings,
            Changes = [],
            Revision = "1",
            By = "operator",
        };
        return new BookEntry(Streams.Control, 1, Subjects.ConfigurationControl, ContractsJson.Write(control), DateTimeOffset.UnixEpoch);
    }

    private static Dictionary<string, string> Set(params (string Key, string Value)[] set) => set.DistinctBy(one => one.Key).ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);
}
