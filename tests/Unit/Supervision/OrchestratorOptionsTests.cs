using System.Runtime.Versioning;
using Microsoft.Extensions.Configuration;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Orchestrator;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Supervision;

[UnsupportedOSPlatform("windows")]
public sealed class OrchestratorOptionsTests : IDisposable
{
    private readonly Certificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public void Nats_stays_on_this_machine_in_the_clear_unless_told_otherwise()
    {
        var options = Read();

        Assert.Equal("nats://127.0.0.1:4222", options.NatsUrl(4222));
        Assert.Null(options.NatsTls);
    }

    [Fact]
    public void Beyond_this_machine_it_needs_certificate_key_and_authority()
    {
        Assert.Contains("NatsCertificate, NatsKey and NatsAuthority", Refused(("NatsAddress", "0.0.0.0")), StringComparison.Ordinal);
        Assert.Contains("Orchestrator:NatsKey", Refused([.. Encrypted, ("NatsKey", "/no/such.key")]), StringComparison.Ordinal);
        Assert.Contains("Orchestrator:NatsAuthority", Refused([.. Encrypted, ("NatsAuthority", "")]), StringComparison.Ordinal);
        Assert.Contains("Orchestrator:NatsAddress", Refused(("NatsAddress", "the.internet")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_key_that_others_can_read_is_refused()
    {
        File.SetUnixFileMode(_certificates.Key("server"), UnixFileMode.UserRead | UnixFileMode.GroupRead);

        Assert.Contains("chmod 600", Refused([.. Encrypted]), StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_certificate_all_connect_encrypted_by_the_name_it_bears()
    {
        File.SetUnixFileMode(_certificates.Key("server"), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var options = Read([.. Encrypted, ("NatsAddress", "0.0.0.0"), ("NatsName", "trader.example")]);

        Assert.Equal("tls://trader.example:4222", options.NatsUrl(4222));
    }

    private (string, string)[] Encrypted => [("NatsCertificate", _certificates.Certificate("server")), ("NatsKey", _certificates.Key("server")), ("NatsAuthority", _certificates.Authority)];

    private static string Refused(params (string Key, string Value)[] set)
    {
        var refused = Assert.Throws<PipelineException>(() => Read(set));
        Assert.Equal(ExitCodes.Configuration, refused.ExitCode);
        return refused.Message;
    }

    private static OrchestratorOptions Read(params (string Key, string Value)[] set)
    {
        var values = new Dictionary<string, string?>();
        foreach (var (key, value) in set)
            values[$"Orchestrator:{key}"] = value;
        return OptionsReader.Read<OrchestratorOptions>(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), "Orchestrator");
    }
}
