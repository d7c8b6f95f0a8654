using NATS.Client.Core;
using NATS.Client.Core.Internal;

namespace Pipeline.Tests.NatsClient;

public sealed class ServerAddressTests
{
    [Fact]
    public void Reads_a_list_of_urls() =>
        Assert.Equal(
            [new ServerAddress("127.0.0.1", 4222), new ServerAddress("host", 5000), new ServerAddress("::1", 1)],
            ServerAddress.ParseList("nats://127.0.0.1, host:5000 ,nats://[::1]:1,127.0.0.1:4222"));

    [Theory]
    [InlineData("wss://user:secret@host")]
    [InlineData("nats://user:secret@")]
    [InlineData("nats://user:secret@host:notaport")]
    public void Refuses_others_without_repeating_a_password(string url) =>
        Assert.DoesNotContain("secret", Assert.Throws<NatsException>(() => ServerAddress.ParseList(url)).Message, StringComparison.Ordinal);

    [Fact]
    public void Tells_urls_that_insist_on_encryption() =>
        Assert.Equal([new ServerAddress("host", 4222, IsTls: true), new ServerAddress("host", 4222)], ServerAddress.ParseList("TLS://host,nats://host"));

    [Fact]
    public void Others_are_as_encrypted_as_their_herald_and_vouched_for_by_its_name()
    {
        var others = new ServerAddress("nats.example", 4222, IsTls: true).Others(["10.0.0.2:4223", "other.example:4222", "[::1]:4224"]).ToArray();

        Assert.Equal(["tls://10.0.0.2:4223", "tls://other.example:4222", "tls://[::1]:4224"], others.Select(other => other.ToString()));
        Assert.Equal(["nats.example", "other.example", "nats.example"], others.Select(other => other.CertificateHost));
    }

    [Fact]
    public void Of_others_what_is_no_address_is_left_out() =>
        Assert.Equal(
            [new ServerAddress("a", 1)],
            new ServerAddress("host", 4222).Others(["", " ", "a:1", "b:notaport", "c:99999", ":4222", "user:secret@d:1", "e f:1", "\0"]));

    [Fact]
    public void Takes_credentials_from_the_url_unless_given()
    {
        var fromUrl = ServerAddress.WithCredentialsOfUrl(new NatsOpts { Url = "nats://buyer:p%40ss@host" });
        Assert.Equal(("buyer", "p@ss"), (fromUrl.AuthOpts.Username, fromUrl.AuthOpts.Password));

        var given = ServerAddress.WithCredentialsOfUrl(new NatsOpts { Url = "nats://a:b@host", AuthOpts = new NatsAuthOpts { Token = "t" } });
        Assert.Equal((null, "t"), (given.AuthOpts.Username, given.AuthOpts.Token));
    }

    [Fact]
    public void No_text_of_options_holds_a_secret()
    {
        var auth = new NatsAuthOpts { Username = "buyer", Password = "secret", Token = "secret", Jwt = "secret", Seed = "secret" };
        var tls = new NatsTlsOpts { KeyFilePassword = "secret", CertBundleFilePassword = "secret" };
        var opts = new NatsOpts { Url = "nats://buyer:secret@host,nats://secret@host", AuthOpts = auth, TlsOpts = tls };
        Assert.DoesNotContain("secret", $"{opts}{auth}{tls}{NatsAuthCred.FromToken("secret")}", StringComparison.Ordinal);
    }
}
