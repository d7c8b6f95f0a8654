using Pipeline.Messaging;

namespace Pipeline.Tests.Unit.Messaging;

public sealed class NatsConfigurationTests
{
    private static readonly NatsConfiguration Configuration = new()
    {
        Port = 4333,
        StoreDirectory = "/home/a \"trader\"/store",
        Passwords = NatsUsers.All.ToDictionary(user => user.User, user => $"secret-{user.User}"),
    };

    [Fact]
    public void Listens_on_loopback_and_syncs_every_message_to_disk()
    {
        var text = Configuration.Render();

        Assert.Contains("listen: \"127.0.0.1:4333\"", text, StringComparison.Ordinal);
        Assert.Contains("sync_interval: always", text, StringComparison.Ordinal);
        Assert.Contains("max_file_store: 1TB", text, StringComparison.Ordinal);
        Assert.Contains("store_dir: \"/home/a \\\"trader\\\"/store\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("192.168.1.7")]
    [InlineData("::")]
    [InlineData("localhost")]
    public void Listens_beyond_loopback_only_with_tls(string address)
    {
        var open = Configuration with { Address = address };

        Assert.Throws<InvalidOperationException>(() => open.Render());
        Assert.Contains("tls { cert_file: \"/c.pem\", key_file: \"/k.pem\"", (open with { Tls = new NatsServerTls("/c.pem", "/k.pem") }).Render(), StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_every_user_its_own_password_and_refuses_to_make_one_up()
    {
        Assert.All(NatsUsers.All, user => Assert.Contains($"user: \"{user.User}\", password: \"secret-{user.User}\"", Configuration.Render(), StringComparison.Ordinal));

        var incomplete = Configuration with { Passwords = new Dictionary<string, string> { ["buyer"] = "secret" } };
        Assert.Throws<KeyNotFoundException>(() => incomplete.Render());
    }

    [Fact]
    public void Tells_no_password_to_whoever_logs_it()
    {
        Assert.DoesNotContain("secret", Configuration.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", new MessagingOptions { Url = "nats://127.0.0.1:4333", User = "buyer", Password = "secret" }.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.9.10")]
    [InlineData("2.10.26")]
    [InlineData("")]
    [InlineData(null)]
    public void An_old_or_unknown_server_is_refused_with_what_is_needed(string? version)
    {
        var refused = Assert.Throws<ServerTooOldException>(() => ServerTooOldException.ThrowIfOlder(version, PipelineConnection.OldestServer));

        Assert.Contains("2.10.27 or newer is needed", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.10.27")]
    [InlineData("2.12.0-RC.1")]
    [InlineData("2.15.1")]
    public void A_newer_server_will_do(string version) => ServerTooOldException.ThrowIfOlder(version, PipelineConnection.OldestServer);
}
