using NATS.Client.Core;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

public sealed class AuthenticationTests : IDisposable
{
    // The pair in the documentation of nats-server.
    private const string Seed = "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY";
    private const string PublicKey = "UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4";

    private readonly TemporaryHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task A_token_is_accepted_from_the_options_and_from_the_url()
    {
        await using var server = await StartAsync("authorization { token: \"t0ken\" }");
        await AssertAcceptedAsync(server.Url, new NatsAuthOpts { Token = "t0ken" });
        await AssertAcceptedAsync(server.Url, new NatsAuthOpts { AuthCredCallback = (_, _) => ValueTask.FromResult(NatsAuthCred.FromToken("t0ken")) });
        await AssertAcceptedAsync(server.Url.Replace("//", "//t0ken@", StringComparison.Ordinal), NatsAuthOpts.Default);
        await AssertRefusedAsync(server.Url, new NatsAuthOpts { Token = "wrong-secret" });
    }

    [Fact]
    public async Task User_and_password_are_accepted_from_the_options_the_url_and_the_callback()
    {
        await using var server = await StartAsync("authorization { user: buyer, password: \"p@ss:word\" }");
        await AssertAcceptedAsync(server.Url, new NatsAuthOpts { Username = "buyer", Password = "p@ss:word" });
        await AssertAcceptedAsync(server.Url.Replace("//", "//buyer:p%40ss%3Aword@", StringComparison.Ordinal), NatsAuthOpts.Default);
        var asked = new List<Uri>();
        await AssertAcceptedAsync(server.Url, new NatsAuthOpts
        {
            Username = "overruled",
            AuthCredCallback = (uri, _) =>
            {
                asked.Add(uri);
                return ValueTask.FromResult(NatsAuthCred.FromUserInfo("buyer", "p@ss:word"));
            },
        });
        Assert.Equal([new Uri(server.Url)], asked);
        await AssertRefusedAsync(server.Url, new NatsAuthOpts { Username = "buyer", Password = "wrong-secret" });
    }

    [Fact]
    public async Task A_user_proves_an_nkey_by_its_seed()
    {
        await using var server = await StartAsync($"authorization {{ users: [ {{ nkey: {PublicKey} }} ] }}");
        var file = home.Path("user.nk");
        await File.WriteAllTextAsync(file, $"\n{Seed}\n{PublicKey}\n");
        var seedAlone = home.Path("seed.nk");
        await File.WriteAllTextAsync(seedAlone, Seed);

        await AssertAcceptedAsync(server.Url, new NatsAuthOpts { NKey = PublicKey, Seed = Seed });
        await AssertAcceptedAsync(server.Url, new NatsAuthOpts { Seed = Seed });
        await AssertAcceptedAsync(server.Url, new NatsAuthOpts { NKeyFile = file });
        await AssertAcceptedAsync(server.Url, new NatsAuthOpts { NKeyFile = seedAlone });
        await AssertAcceptedAsync(server.Url, new NatsAuthOpts { AuthCredCallback = (_, _) => ValueTask.FromResult(NatsAuthCred.FromNkey(Seed)) });
        await AssertAcceptedAsync(server.Url, new NatsAuthOpts { AuthCredCallback = (_, _) => ValueTask.FromResult(NatsAuthCred.FromNkeyFile(file)) });
        await AssertRefusedAsync(server.Url, new NatsAuthOpts { NKey = PublicKey, Seed = Jwt.NewUserSeed() });
        await AssertRefusedAsync(server.Url, new NatsAuthOpts { Username = "buyer" });
    }

    [Fact]
    public async Task A_user_with_a_jwt_is_accepted_from_options_and_file()
    {
        var jwt = new Jwt();
        await using var server = await StartAsync(jwt.ServerConfiguration);
        var file = home.Path("user.creds");
        await File.WriteAllTextAsync(file, jwt.CredentialsFile);

        await AssertAcceptedAsync(server.Url, new NatsAuthOpts { Jwt = jwt.User, Seed = jwt.UserSeed });
        await AssertAcceptedAsync(server.Url, new NatsAuthOpts { CredsFile = file });
        await AssertAcceptedAsync(server.Url, new NatsAuthOpts { AuthCredCallback = (_, _) => ValueTask.FromResult(NatsAuthCred.FromCredsFile(file)) });
        await AssertAcceptedAsync(
            server.Url, new NatsAuthOpts { AuthCredCallback = (_, _) => ValueTask.FromResult(NatsAuthCred.FromJwt(jwt.User, jwt.UserSeed)) });
        await AssertRefusedAsync(server.Url, new NatsAuthOpts { Jwt = jwt.User, Seed = Jwt.NewUserSeed() });
    }

    [Fact]
    public async Task Credentials_renewed_in_their_file_are_told_to_the_next_connection()
    {
        await using var server = await StartAsync($"authorization {{ users: [ {{ nkey: {PublicKey} }} ] }}");
        var file = home.Path("user.nk");
        await File.WriteAllTextAsync(file, Jwt.NewUserSeed());
        await using var connection = new NatsConnection(Client.Opts(server.Url) with { AuthOpts = new NatsAuthOpts { NKeyFile = file } });
        await Assert.ThrowsAsync<NatsException>(async () => await connection.ConnectAsync());

        await File.WriteAllTextAsync(file, Seed);

        await connection.ConnectAsync();
    }

    [Theory]
    [InlineData("-----BEGIN NATS USER JWT-----\n", "holds no JWT")]
    [InlineData("-----BEGIN NATS USER JWT-----\nx.y.z\n------END NATS USER JWT------\n", "holds no seed")]
    [InlineData("-----BEGIN NATS USER JWT-----\nx.y.z\n-----BEGIN USER NKEY SEED-----\nSUsecret\n", "damaged")]
    [InlineData("", "holds no JWT")]
    public async Task A_credentials_file_that_holds_none_is_refused_without_its_secrets(string content, string reason)
    {
        await using var server = await StartAsync("");
        var file = home.Path("bad.creds");
        await File.WriteAllTextAsync(file, content);
        var refusal = await Assert.ThrowsAsync<NatsException>(() => Client.ConnectAsync(server.Url, opts => opts with { AuthOpts = new NatsAuthOpts { CredsFile = file } }));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.ToString(), StringComparison.Ordinal);
    }

    private static Task<NatsServer> StartAsync(string configuration) =>
        NatsServer.StartAsync(new NatsServerSettings { JetStream = false, ExtraConfiguration = configuration });

    private static async Task AssertAcceptedAsync(string url, NatsAuthOpts auth)
    {
        await using var connection = await Client.ConnectAsync(url, opts => opts with { AuthOpts = auth });
        await connection.PingAsync();
    }

    private static async Task AssertRefusedAsync(string url, NatsAuthOpts auth)
    {
        var refusal = await Assert.ThrowsAsync<NatsException>(() => Client.ConnectAsync(url, opts => opts with { AuthOpts = auth })).InTime("the refusal");
        Assert.True(Assert.IsType<NatsServerException>(refusal.InnerException).IsAuthError);
        foreach (var secret in new[] { auth.Password, auth.Token, auth.Seed, auth.Jwt }.OfType<string>())
        {
            Assert.DoesNotContain(secret, $"{refusal}{auth}", StringComparison.Ordinal);
        }
    }
}
