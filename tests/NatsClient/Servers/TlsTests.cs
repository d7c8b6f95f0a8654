using NATS.Client.Core;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

public sealed class TlsTests : IDisposable
{
    private readonly Certificates certificates = new();

    private NatsTlsOpts Trusting => new() { CaFile = certificates.Authority };

    public void Dispose() => certificates.Dispose();

    [Theory]
    [InlineData(TlsMode.Auto, "nats")]
    [InlineData(TlsMode.Auto, "tls")]
    [InlineData(TlsMode.Prefer, "nats")]
    [InlineData(TlsMode.Require, "nats")]
    public async Task A_server_that_requires_encryption_gets_it(TlsMode mode, string scheme)
    {
        await using var server = await StartAsync(certificates.Server());
        await using var connection = await Client.ConnectAsync(
            server.Url.Replace("nats", scheme, StringComparison.Ordinal), opts => opts with { TlsOpts = Trusting with { Mode = mode } });

        Assert.True(connection.ServerInfo!.TlsRequired);
        await AssertWorksAsync(connection);
    }

    [Fact]
    public async Task A_large_message_and_many_small_ones_pass_the_encryption()
    {
        await using var server = await StartAsync(certificates.Server());
        await using var connection = await Client.ConnectAsync(server.Url, opts => opts with { TlsOpts = Trusting });
        await using var sub = await connection.SubscribeCoreAsync<byte[]>("a", opts: new NatsSubOpts { ChannelOpts = new NatsSubChannelOpts { Capacity = 5001 } });
        var large = new byte[connection.ServerInfo!.MaxPayload];
        new Random(1).NextBytes(large);

        await connection.PublishAsync("a", large);
        for (var i = 0; i < 5000; i++)
        {
            await connection.PublishAsync("a", BitConverter.GetBytes(i));
        }

        Assert.Equal(large, (await sub.Msgs.ReadAsync().AsTask().InTime("the large message")).Data);
        for (var i = 0; i < 5000; i++)
        {
            Assert.Equal(i, BitConverter.ToInt32((await sub.Msgs.ReadAsync().AsTask().InTime($"message {i}")).Data!));
        }
    }

    [Fact]
    public async Task A_server_that_offers_encryption_gets_it_unless_it_is_disabled()
    {
        await using var server = await StartAsync(certificates.Server() + "\nallow_non_tls: true");
        await using var preferring = await Client.ConnectAsync(server.Url, opts => opts with { TlsOpts = Trusting with { Mode = TlsMode.Prefer } });
        await using var plain = await Client.ConnectAsync(server.Url, opts => opts with { TlsOpts = new NatsTlsOpts { Mode = TlsMode.Disable } });

        Assert.Equal((true, true), (preferring.ServerInfo!.TlsAvailable, plain.ServerInfo!.TlsAvailable));
        await AssertWorksAsync(preferring);
        await AssertWorksAsync(plain);
        await AssertRefusedAsync(server.Url, new NatsTlsOpts { Mode = TlsMode.Prefer }, "the TLS handshake failed");
    }

    [Fact]
    public async Task Encryption_before_the_greeting_works()
    {
        await using var server = await StartAsync(certificates.Server("handshake_first: true"));
        await using var connection = await Client.ConnectAsync(server.Url, opts => opts with { TlsOpts = Trusting with { Mode = TlsMode.Implicit } });
        await AssertWorksAsync(connection);
    }

    [Fact]
    public async Task A_server_that_wants_a_certificate_of_ours_gets_it_from_pem_or_bundle_or_callback()
    {
        await using var server = await StartAsync(certificates.Server("verify: true"));
        var pem = Trusting with { CertFile = certificates.Certificate("client"), KeyFile = certificates.Key("client") };
        var locked = pem with { KeyFile = certificates.EncryptedKey("client"), KeyFilePassword = Certificates.KeyPassword };
        var bundle = Trusting with { CertBundleFile = certificates.Bundle("client"), CertBundleFilePassword = Certificates.KeyPassword };
        var asked = new List<string?>();
        var callback = bundle with
        {
            ConfigureClientAuthentication = options =>
            {
                asked.Add(options.TargetHost);
                return ValueTask.CompletedTask;
            },
        };

        foreach (var tls in new[] { pem, locked, bundle, callback })
        {
            await using var connection = await Client.ConnectAsync(server.Url, opts => opts with { TlsOpts = tls });
            await AssertWorksAsync(connection);
        }

        Assert.Equal(["127.0.0.1"], asked);
        await AssertRefusedAsync(server.Url, Trusting, "requires a certificate of ours");
    }

    [Fact]
    public async Task A_server_whose_authority_we_do_not_know_is_refused_in_clear_words()
    {
        await using var server = await StartAsync(certificates.Server());
        using var others = new Certificates();
        await AssertRefusedAsync(server.Url, new NatsTlsOpts { CaFile = others.Authority }, "the TLS handshake failed", "certificate chain");
        await AssertRefusedAsync(server.Url, NatsTlsOpts.Default, "the TLS handshake failed", "certificate chain");
        await using var careless = await Client.ConnectAsync(server.Url, opts => opts with { TlsOpts = new NatsTlsOpts { InsecureSkipVerify = true } });
        await AssertWorksAsync(careless);
    }

    [Fact]
    public async Task A_certificate_made_out_to_somebody_else_is_refused_in_clear_words()
    {
        await using var server = await StartAsync(certificates.Server(name: "elsewhere"));
        await AssertRefusedAsync(server.Url, Trusting, "the TLS handshake failed", "RemoteCertificateNameMismatch");
    }

    [Fact]
    public async Task Who_requires_encryption_is_not_talked_out_of_it()
    {
        await using var plain = await StartAsync("");
        await using var encrypted = await StartAsync(certificates.Server());

        await AssertRefusedAsync(plain.Url, Trusting with { Mode = TlsMode.Require }, "does not offer TLS");
        await AssertRefusedAsync(plain.Url.Replace("nats", "tls", StringComparison.Ordinal), NatsTlsOpts.Default, "does not offer TLS");
        await AssertRefusedAsync(encrypted.Url, new NatsTlsOpts { Mode = TlsMode.Disable }, "requires TLS");
        await AssertRefusedAsync(
            encrypted.Url.Replace("nats", "tls", StringComparison.Ordinal), new NatsTlsOpts { Mode = TlsMode.Disable }, "asks for TLS");
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_is_named_and_its_password_is_not()
    {
        await using var server = await StartAsync(certificates.Server());
        await AssertRefusedAsync(server.Url, new NatsTlsOpts { CaFile = "nowhere.pem" }, "CaFile", "nowhere.pem");
        await AssertRefusedAsync(server.Url, Trusting with { CertFile = certificates.Certificate("client") }, "CertFile and KeyFile");
        var locked = Trusting with { CertBundleFile = certificates.Bundle("client"), CertBundleFilePassword = "wrong-secret" };
        var refusal = await AssertRefusedAsync(server.Url, locked, "CertBundleFile");
        Assert.DoesNotContain("wrong-secret", refusal.ToString() + locked + new NatsOpts { TlsOpts = locked }, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_encrypted_connection_is_restored_after_the_server_is_killed()
    {
        await using var server = await StartAsync(certificates.Server());
        await using var connection = await Client.ConnectAsync(server.Url, opts => opts with { TlsOpts = Trusting });
        await using var sub = await connection.SubscribeCoreAsync<int>("a");
        server.Kill();
        await Eventually.Holds("the disconnection", () => connection.ConnectionState != NatsConnectionState.Open);

        await server.RestartAsync();
        await connection.PublishAsync("a", 7);

        Assert.Equal(7, (await sub.Msgs.ReadAsync().AsTask().InTime("the message")).Data);
    }

    private static Task<NatsServer> StartAsync(string configuration) =>
        NatsServer.StartAsync(new NatsServerSettings { JetStream = false, ExtraConfiguration = configuration });

    private static async Task AssertWorksAsync(NatsConnection connection)
    {
        await using var sub = await connection.SubscribeCoreAsync<string>("works");
        await connection.PublishAsync("works", "yes");
        Assert.Equal("yes", (await sub.Msgs.ReadAsync().AsTask().InTime("the message")).Data);
    }

    private static async Task<NatsException> AssertRefusedAsync(string url, NatsTlsOpts tls, params string[] words)
    {
        var refusal = await Assert.ThrowsAsync<NatsException>(() => Client.ConnectAsync(url, opts => opts with { TlsOpts = tls })).InTime("the refusal");
        Assert.All(words, word => Assert.Contains(word, refusal.Message, StringComparison.Ordinal));
        return refusal;
    }
}
