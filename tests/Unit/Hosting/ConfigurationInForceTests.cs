using Microsoft.Extensions.Configuration;
using Pipeline.Contracts.Control;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Monitor;
using Pipeline.Scanner;
using Pipeline.Seller;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Hosting;

/// <summary>Settings that change while a process runs: whole or not at all, each decision under one revision.</summary>
public sealed class ConfigurationInForceTests : IDisposable
{
    private readonly TemporaryHome _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_set_is_in_force_with_its_revision_and_told_with_old_and_new()
    {
        var (configuration, cooldown) = Seller(("Seller:CooldownMinutes", "20"));
        var (before, revision) = (cooldown.Now, configuration.Revision);

        var change = configuration.Apply(Set(("Seller:CooldownMinutes", "45")))!;

        Assert.Equal(45, cooldown.Now.Options.CooldownMinutes);
        Assert.Equal((revision, configuration.Revision), (change.Before, change.Revision));
        Assert.Equal(configuration.Revision, cooldown.Now.Revision);
        Assert.Equal([new SettingChange("Seller:CooldownMinutes", "20", "45")], change.Changes);

        // A decision that began before goes on under what it began with.
        Assert.Equal((20, revision), (before.Options.CooldownMinutes, before.Revision));
    }

    [Fact]
    public void What_is_taken_back_leaves_what_file_and_environment_say()
    {
        var (configuration, cooldown) = Seller(("Seller:CooldownMinutes", "20"));
        var revision = configuration.Revision;
        configuration.Apply(Set(("Seller:CooldownMinutes", "45")));

        Assert.NotNull(configuration.Apply(Set()));

        Assert.Equal((20, revision), (cooldown.Now.Options.CooldownMinutes, cooldown.Now.Revision));
    }

    [Fact]
    public void What_is_in_force_already_changes_nothing_however_often_it_is_told()
    {
        var (configuration, _) = Seller();
        Assert.NotNull(configuration.Apply(Set(("Seller:CooldownMinutes", "45"))));

        Assert.Null(configuration.Apply(Set(("Seller:CooldownMinutes", "45"))));
    }

    [Theory]
    [InlineData("Seller:CooldownMinutes", "-1")]
    [InlineData("Seller:CooldownMinutes", "soon")]
    public void A_bad_value_is_refused_and_all_stays_as_it_was(string key, string value)
    {
        var (configuration, cooldown) = Seller();
        var revision = configuration.Revision;

        var refused = Assert.Throws<PipelineException>(() => configuration.Apply(Set((key, value))));

        Assert.Contains(value, refused.Message, StringComparison.Ordinal);
        Assert.Equal((15, revision, revision), (cooldown.Now.Options.CooldownMinutes, cooldown.Now.Revision, configuration.Revision));
    }

    [Theory]
    [InlineData("Seller:Parallel")]
    [InlineData("Venue:TradingUrl")]
    [InlineData("Buyer:Crypto")]
    [InlineData("Live:MaxExposure")]
    [InlineData("Monitor:ExitsX")]
    public void What_needs_a_restart_is_refused_with_that_word(string key)
    {
        var (configuration, _) = Seller();

        Assert.Contains($"{key} needs a restart", Assert.Throws<PipelineException>(() => configuration.Apply(Set((key, "1")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Caps_for_real_money_hold_while_running_too()
    {
        var live = PipelineHome.In(_folder.Directory, "live");
        live.EnsureWritable(leastFree: 0);
        var limits = Basis(("Buyer:MaxNotional", "500"), ("Buyer:MaxExposure", "1500"), ("Buyer:MaxPositions", "3"), ("Buyer:MaxOrdersPerMinute", "5"));
        var configuration = new ConfigurationInForce(live, limits, Set(), []);

        Assert.Contains("raise Live:MaxPositions", Assert.Throws<PipelineException>(() => configuration.Apply(Set(("Buyer:MaxPositions", "4")))).Message, StringComparison.Ordinal);
        Assert.NotNull(configuration.Apply(Set(("Buyer:MaxPositions", "2"))));
    }

    [Fact]
    public void A_copy_of_what_is_set_outlives_the_process_and_is_part_of_its_settings()
    {
        var home = PipelineHome.In(_folder.Directory, "demo");
        home.EnsureWritable(leastFree: 0);
        Assert.Empty(SettingsOverlay.Read(home));

        SettingsOverlay.Write(home, Set(("Seller:CooldownMinutes", "45")));

        Assert.Equal("45", Settings.Load(home)["Seller:CooldownMinutes"]);
        Assert.NotEqual(Settings.RevisionOf(Settings.Basis(home)), Settings.RevisionOf(Settings.Load(home)));
    }

    [Fact]
    public void Every_setting_that_may_change_while_running_is_one_that_a_stage_reads()
    {
        var sections = new Dictionary<string, Type> { ["Monitor"] = typeof(MonitorOptions), ["Scanner"] = typeof(ScannerOptions), ["Seller"] = typeof(SellerOptions) };
        foreach (var hot in HotSettings.All.Select(hot => hot.Split(':')).Where(hot => sections.ContainsKey(hot[0])))
            Assert.NotNull(sections[hot[0]].GetProperty(hot[1]));
    }

    [Fact]
    public void Keys_are_known_in_any_case_and_written_in_one()
    {
        Assert.Equal("Buyer:MaxPositions", HotSettings.Canonical("buyer:maxpositions"));
        Assert.Equal("Monitor:Exits:TimeLimitMinutes", HotSettings.Canonical("monitor:exits:TimeLimitMinutes"));
        Assert.Equal("no:such", HotSettings.Canonical("no:such"));
    }

    private (ConfigurationInForce Configuration, HotOptions<SellerOptions> Cooldown) Seller(params (string Key, string Value)[] set)
    {
        var basis = Basis(set);
        var hot = new HotOptions<SellerOptions>("Seller", OptionsReader.Read<SellerOptions>(basis, "Seller"), Settings.RevisionOf(basis));
        return (new ConfigurationInForce(PipelineHome.In(_folder.Directory, "demo"), basis, Set(), [hot]), hot);
    }

    private static IConfigurationRoot Basis(params (string Key, string Value)[] set) =>
        new ConfigurationBuilder().AddInMemoryCollection(set.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value))).Build();

    private static Dictionary<string, string> Set(params (string Key, string Value)[] set) => set.ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);
}
