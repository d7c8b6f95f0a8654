using Microsoft.Extensions.Configuration;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Metrics;

namespace Pipeline.Tests.Unit.Metrics;

public sealed class MetricsOptionsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("http://127.0.0.1:4317")]
    [InlineData("https://collector.example/")]
    public void An_address_of_a_collector_or_none_is_right(string address) => Assert.Equal(address, Read(address).OtlpEndpoint);

    [Theory]
    [InlineData("http://host:port")]
    [InlineData("http://")]
    [InlineData("127.0.0.1:4317")]
    [InlineData("grpc://127.0.0.1:4317")]
    [InlineData("http://127.0.0.1:99999")]
    public void What_is_no_address_is_refused_by_name_before_anything_starts(string address)
    {
        var refused = Assert.Throws<PipelineException>(() => Read(address));

        Assert.Equal(ExitCodes.Configuration, refused.ExitCode);
        Assert.Contains("Metrics:OtlpEndpoint", refused.Message, StringComparison.Ordinal);
    }

    private static MetricsOptions Read(string address) => OptionsReader.Read<MetricsOptions>(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Metrics:OtlpEndpoint"] = address }).Build(), MetricsOptions.Section);
}
