using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Monitor;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Hosting;

/// <summary>Exit settings act on open positions at once: what cannot be is refused before any position meets it.</summary>
public sealed class ExitSettingsWhileRunningTests : IDisposable
{
    private readonly TemporaryHome _folder = new();
    private readonly HotOptions<MonitorOptions> _exits;
    private readonly ConfigurationInForce _configuration;

    public ExitSettingsWhileRunningTests()
    {
        var basis = new ConfigurationBuilder().Build();
        _exits = new HotOptions<MonitorOptions>("Monitor", OptionsReader.Read<MonitorOptions>(basis, "Monitor"), Settings.RevisionOf(basis), options => _ = new ExitSettingsInForce(options));
        _configuration = new ConfigurationInForce(PipelineHome.In(_folder.Directory, "demo"), basis, Set(), [_exits]);
    }

    public static TheoryData<string, string, bool> Values
    {
        get
        {
            var values = new TheoryData<string, string, bool>();
            foreach (var section in (string[])["Monitor:Exits", "Monitor:Strategies:momentum"])
            {
                foreach (var property in typeof(ExitOptions).GetProperties())
                {
                    var range = property.GetCustomAttribute<RangeAttribute>() ?? throw new InvalidOperationException($"{property.Name} has no range.");
                    var (least, most) = (Convert.ToDecimal(range.Minimum, CultureInfo.InvariantCulture), Convert.ToDecimal(range.Maximum, CultureInfo.InvariantCulture));
                    foreach (var (value, isTaken) in (ReadOnlySpan<(decimal, bool)>)[(least - 1, false), (least, true), (most, true), (most + 1, false)])
                        values.Add($"{section}:{property.Name}", value.ToString(CultureInfo.InvariantCulture), isTaken);
                }
            }

            return values;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Values))]
    public void Each_takes_what_lies_in_its_range_and_nothing_else(string key, string value, bool isTaken)
    {
        var before = _exits.Now;
        if (isTaken)
        {
            _configuration.Apply(Set((key, value)));
            return;
        }

        var refused = Assert.Throws<PipelineException>(() => _configuration.Apply(Set((key, value))));

        Assert.Contains($"{key} = '{value}': Expected", refused.Message, StringComparison.Ordinal);
        Assert.Same(before, _exits.Now);
    }

    [Theory]
    [InlineData("Monitor:Exits:VelocityBars")]
    [InlineData("Monitor:Strategies:momentum:VelocityBars")]
    public void A_velocity_over_a_single_bar_is_refused(string key)
    {
        Assert.Contains($"{key} = '1': Expected 2 to 30 bars, or 0", Assert.Throws<PipelineException>(() => _configuration.Apply(Set((key, "1")))).Message, StringComparison.Ordinal);
        _configuration.Apply(Set((key, "2")));
    }

    [Theory]
    [InlineData("Monitor:Exits:TrailingDistnce", "0.01")]
    [InlineData("Monitor:Strategies:momentum:TrailingDistnce", "0.01")]
    [InlineData("Monitor:Strategies:momentum", "0.01")]
    [InlineData("Monitor:Strategies:momentum:Deeper:TrailingDistance", "0.01")]
    public void A_misspelt_name_is_refused_with_those_there_are(string key, string value) =>
        Assert.Contains("TrailingDistance", Assert.Throws<PipelineException>(() => _configuration.Apply(Set((key, value)))).Message, StringComparison.Ordinal);

    [Fact]
    public void One_name_in_two_cases_is_refused() => Assert.Contains(
        "twice", Assert.Throws<PipelineException>(() => _configuration.Apply(Set(("Monitor:Exits:Breakeven", "0.1"), ("Monitor:Exits:breakeven", "0.2")))).Message, StringComparison.Ordinal);

    [Fact]
    public void What_cannot_be_built_from_the_options_is_refused_before_anything_is_swapped()
    {
        var hot = new HotOptions<MonitorOptions>("Monitor", new MonitorOptions(), "1", options => ArgumentOutOfRangeException.ThrowIfGreaterThan(options.BlindSeconds, 100));
        var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Monitor:BlindSeconds", (string?)"200")]).Build();

        var refused = Assert.Throws<PipelineException>(() => hot.Prepare(settings, "2"));

        Assert.Equal((ExitCodes.Configuration, "1"), (refused.ExitCode, hot.Revision));
    }

    private static Dictionary<string, string> Set(params (string Key, string Value)[] set) => set.ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);
}
