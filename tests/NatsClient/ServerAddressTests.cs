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
    [InlineData("tls://host")]
    [InlineData("nats://user:secret@")]
    [InlineData("nats://user:secret@host:notaport")]
    public void Refuses_others_without_repeating_a_password(string url) =>
        Assert.DoesNotContain("secret", Assert.Throws<NatsException>(() => ServerAddress.ParseList(url)).Message, StringComparison.Ordinal);

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
        var opts = new NatsOpts { AuthOpts = new NatsAuthOpts { Username = "buyer", Password = "secret", Token = "secret" } };
        Assert.DoesNotContain("secret", opts.ToString(), StringComparison.Ordinal);
    }
}
