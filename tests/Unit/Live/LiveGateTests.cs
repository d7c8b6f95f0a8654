using Microsoft.Extensions.Configuration;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Live;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Live;

/// <summary>Real money: on evidence, under caps, and never with anything of paper's.</summary>
public sealed class LiveGateTests : IDisposable
{
    private readonly TemporaryHome _folder = new();
    private readonly SetTime _machine = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly PipelineHome _live;
    private readonly PipelineHome _paper;

    public LiveGateTests()
    {
        (_live, _paper) = (PipelineHome.In(_folder.Directory, "live"), PipelineHome.In(_folder.Directory, "paper"));
        _live.EnsureWritable(leastFree: 0);
        _paper.EnsureWritable(leastFree: 0);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_any_count_live_is_refused_and_told_how_to_count() => Assert.Contains("./pipeline evidence", Refused(), StringComparison.Ordinal);

    [Fact]
    public void Too_few_clean_trades_are_refused_with_how_many_are_missing()
    {
        Count(clean: 37, trades: 45);

        Assert.Contains("37 of 45 are clean so far, 13 are missing", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_old_count_is_refused()
    {
        Count(clean: 80, trades: 80);
        _machine.Advance(TimeSpan.FromDays(31));

        Assert.Contains("last counted on 2026-11-23", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Enough_clean_trades_open_it_and_it_stays_open_so_that_a_restart_beside_positions_is_never_refused()
    {
        Count(clean: 50, trades: 51);
        Gate.Check(Limits(), opens: true);

        File.Delete(Path.Combine(_paper.Run, "evidence.json"));
        _machine.Advance(TimeSpan.FromDays(400));
        Gate.Check(Limits(), opens: true);

        Assert.Equal(50, LiveOpening.Read(_live)!.Evidence.CleanTrades);
    }

    [Fact]
    public void To_ask_whether_it_would_open_opens_nothing()
    {
        Count(clean: 50, trades: 50);
        Gate.Check(Limits(), opens: false);

        Assert.Null(LiveOpening.Read(_live));
    }

    [Theory]
    [InlineData("MaxNotional", "500.01")]
    [InlineData("MaxExposure", "20000")]
    [InlineData("MaxPositions", "4")]
    [InlineData("MaxOrdersPerMinute", "6")]
    [InlineData("MaxNotional", "much")]
    [InlineData("MaxNotional", null)]
    public void A_limit_above_its_cap_is_refused_even_when_live_is_open(string limit, string? value)
    {
        Count(clean: 50, trades: 50);
        Gate.Check(Limits(), opens: true);

        var refused = Assert.Throws<PipelineException>(() => Gate.Check(Limits((limit, value)), opens: true));

        Assert.Equal(ExitCodes.Refused, refused.ExitCode);
        Assert.Contains($"raise Live:{limit} in {_live.SettingsFile}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cap_is_raised_in_the_live_home_and_nowhere_else()
    {
        var wide = Limits(("MaxExposure", "5000"), ("Live:MaxExposure", "6000"));
        Assert.Single(LiveCaps.Excesses(_live, wide));

        File.WriteAllText(_live.SettingsFile, """{ "Live": { "MaxExposure": 6000 } }""");

        Assert.Empty(LiveCaps.Excesses(_live, wide));
    }

    [Fact]
    public void The_live_profile_as_delivered_is_within_its_caps() =>
        Assert.Empty(LiveCaps.Excesses(_live, new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "profiles", "live.json")).Build()));

    [Fact]
    public void Other_profiles_have_neither_gate_nor_caps() => new LiveGate(_paper, _paper, _machine).Check(Limits(("MaxExposure", "20000")), opens: true);

    [Fact]
    public void Live_and_paper_share_no_folder_no_password_and_no_store()
    {
        var (live, paper) = (StoreMark.ReadOrCreate(_live), StoreMark.ReadOrCreate(_paper));

        Assert.NotEqual(live.StoreId, paper.StoreId);
        Assert.NotEqual(Passwords.ReadOrCreate(_live, "buyer"), Passwords.ReadOrCreate(_paper, "buyer"));
        string[] Of(PipelineHome home) => [home.Root, home.Nats, home.Run, home.Logs, home.Simulator, home.SettingsFile, home.HaltFile, SecretsFile.PathIn(home)];
        Assert.All(Of(_live), path => Assert.DoesNotContain(Of(_paper), other => path.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(path, StringComparison.Ordinal)));
    }

    private LiveGate Gate => new(_live, _paper, _machine);

    private void Count(int clean, int trades) =>
        new Evidence { CleanTrades = clean, Trades = trades, CountedAt = _machine.GetUtcNow(), Stains = new Dictionary<string, int>() }.Write(_paper);

    private string Refused()
    {
        var refused = Assert.Throws<PipelineException>(() => Gate.Check(Limits(), opens: true));
        Assert.Equal(ExitCodes.Refused, refused.ExitCode);
        Assert.Null(LiveOpening.Read(_live));
        return refused.Message;
    }

    private sealed class SetTime(DateTimeOffset start) : TimeProvider
    {
        private DateTimeOffset _now = start;

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan by) => _now += by;
    }

    private static IConfigurationRoot Limits(params (string Name, string? Value)[] changed)
    {
        var limits = new Dictionary<string, string?> { ["Buyer:MaxNotional"] = "500", ["Buyer:MaxExposure"] = "1500", ["Buyer:MaxPositions"] = "3", ["Buyer:MaxOrdersPerMinute"] = "5" };
        foreach (var (name, value) in changed)
            limits[name.Contains(':', StringComparison.Ordinal) ? name : $"Buyer:{name}"] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(limits).Build();
    }
}
