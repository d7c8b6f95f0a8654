using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Tests.Unit.Hosting;

public sealed class LiveGuardTests
{
    private static readonly Dictionary<string, string> NoKeys = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, string> LiveKeys = Keys("AKXXXXXXXXXXXXXXXXXX");

    [Fact]
    public void Live_without_its_confirmation_is_refused() => Assert.Equal(ExitCodes.Refused, Refused("live", confirmed: false, LiveKeys));

    [Fact]
    public void Live_without_keys_is_refused() => Assert.Equal(ExitCodes.Refused, Refused("live", confirmed: true, NoKeys));

    [Fact]
    public void Live_with_paper_keys_is_refused() => Assert.Equal(ExitCodes.Refused, Refused("live", confirmed: true, Keys("PKXXXXXXXXXXXXXXXXXX")));

    [Fact]
    public void A_refusal_never_repeats_a_key()
    {
        var refused = Assert.Throws<PipelineException>(() => LiveGuard.Check("live", true, Keys("PKSECRETSECRET")));

        Assert.DoesNotContain("PKSECRETSECRET", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Live_confirmed_and_with_live_keys_passes() => LiveGuard.Check("live", true, LiveKeys);

    [Fact]
    public void Paper_and_demo_need_no_confirmation()
    {
        LiveGuard.Check("paper", false, NoKeys);
        LiveGuard.Check("demo", false, NoKeys);
    }

    private static int Refused(string profile, bool confirmed, Dictionary<string, string> keys) =>
        Assert.Throws<PipelineException>(() => LiveGuard.Check(profile, confirmed, keys)).ExitCode;

    private static Dictionary<string, string> Keys(string id) => new(StringComparer.Ordinal)
    {
        [SecretsFile.KeyId] = id,
        [SecretsFile.SecretKey] = "secret",
    };
}
