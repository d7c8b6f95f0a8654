using Microsoft.Extensions.Configuration;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Tests.Unit.Hosting;

public sealed class LiveGuardTests
{
    private static readonly Dictionary<string, string> NoKeys = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, string> LiveKeys = Keys("AKXXXXXXXXXXXXXXXXXX");
    private static readonly IConfiguration LiveVenue = Venue("https://api.alpaca.markets");
    private static readonly IConfiguration PaperVenue = Venue("https://paper-api.alpaca.markets");

    [Fact]
    public void Live_without_its_confirmation_is_refused() => Assert.Equal(ExitCodes.Refused, Refused("live", confirmed: false, LiveKeys));

    [Fact]
    public void Live_without_keys_is_refused() => Assert.Equal(ExitCodes.Refused, Refused("live", confirmed: true, NoKeys));

    [Fact]
    public void Live_with_paper_keys_is_refused() => Assert.Equal(ExitCodes.Refused, Refused("live", confirmed: true, Keys("PKXXXXXXXXXXXXXXXXXX")));

    [Fact]
    public void Live_at_the_paper_endpoint_is_refused() => Assert.Equal(ExitCodes.Refused, Refused("live", confirmed: true, LiveKeys, PaperVenue));

    [Theory]
    [InlineData("paper")]
    [InlineData("demo")]
    public void No_other_profile_reaches_the_live_endpoint_even_when_confirmed(string profile) =>
        Assert.Equal(ExitCodes.Refused, Refused(profile, confirmed: true, LiveKeys, LiveVenue));

    [Fact]
    public void A_live_key_at_the_paper_endpoint_is_refused() => Assert.Equal(ExitCodes.Refused, Refused("paper", confirmed: false, LiveKeys, PaperVenue));

    [Fact]
    public void A_refusal_never_repeats_a_key()
    {
        var refused = Assert.Throws<PipelineException>(() => LiveGuard.Check("live", LiveVenue, true, Keys("PKSECRETSECRET")));

        Assert.DoesNotContain("PKSECRETSECRET", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Live_confirmed_and_with_live_keys_passes() => LiveGuard.Check("live", LiveVenue, true, LiveKeys);

    [Fact]
    public void Paper_and_demo_need_no_confirmation()
    {
        LiveGuard.Check("paper", PaperVenue, false, NoKeys);
        LiveGuard.Check("demo", Venue("http://127.0.0.1:8080"), false, NoKeys);
    }

    private static int Refused(string profile, bool confirmed, Dictionary<string, string> keys, IConfiguration? venue = null) =>
        Assert.Throws<PipelineException>(() => LiveGuard.Check(profile, venue ?? LiveVenue, confirmed, keys)).ExitCode;

    private static IConfigurationRoot Venue(string url) => new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Venue:TradingUrl", (string?)url)]).Build();

    private static Dictionary<string, string> Keys(string id) => new(StringComparer.Ordinal)
    {
        [SecretsFile.KeyId] = id,
        [SecretsFile.SecretKey] = "secret",
    };
}
