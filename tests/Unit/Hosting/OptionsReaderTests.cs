using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Tests.Unit.Hosting;

public sealed class OptionsReaderTests
{
    [Fact]
    public void Reads_what_is_set_and_keeps_the_defaults_of_the_rest()
    {
        var options = Read(("Stage:Most", "7"));

        Assert.Equal(7, options.Most);
        Assert.Equal("calm", options.Mood);
    }

    [Fact]
    public void Refuses_an_unknown_key_with_its_path_its_value_and_what_is_allowed()
    {
        var refused = Assert.Throws<PipelineException>(() => Read(("Stage:Mots", "7")));

        Assert.Equal(ExitCodes.Configuration, refused.ExitCode);
        Assert.Contains("Stage:Mots = '7'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Mood, Most", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_value_out_of_range_with_its_path_and_the_value()
    {
        var refused = Assert.Throws<PipelineException>(() => Read(("Stage:Most", "11")));

        Assert.Equal(ExitCodes.Configuration, refused.ExitCode);
        Assert.Contains("Stage:Most = '11'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("between 1 and 10", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_value_of_the_wrong_kind_with_its_path()
    {
        var refused = Assert.Throws<PipelineException>(() => Read(("Stage:Most", "many")));

        Assert.Equal(ExitCodes.Configuration, refused.ExitCode);
        Assert.Contains("Stage:Most", refused.Message, StringComparison.Ordinal);
    }

    private static Options Read(params (string Key, string Value)[] settings) =>
        OptionsReader.Read<Options>(
            new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build(),
            "Stage");

    private sealed class Options
    {
        [Range(1, 10)]
        public int Most { get; init; } = 3;

        public string Mood { get; init; } = "calm";
    }
}
