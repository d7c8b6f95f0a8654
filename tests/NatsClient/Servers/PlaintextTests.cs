using NATS.Client.Core;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

/// <summary>Somebody sits between us and the server before the encryption begins.</summary>
public sealed class PlaintextTests : IDisposable
{
    private readonly FakeNatsServer server = new();

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task What_is_put_before_the_encryption_is_not_taken_for_the_servers_word()
    {
        var connecting = ConnectAsync(new NatsTlsOpts { InsecureSkipVerify = true });
        using var peer = await server.AcceptAsync();
        await peer.SendAsync(FakeNatsServer.Greeting(",\"tls_required\":true") + "PONG\r\nMSG a 1 1\r\nx\r\n");
        Assert.Contains("encryption", (await RefusalAsync(connecting)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_that_was_taken_away_gets_no_credentials()
    {
        var connecting = ConnectAsync(new NatsTlsOpts { Mode = TlsMode.Require });
        using var peer = await server.AcceptAsync();
        await peer.SendAsync(FakeNatsServer.Greeting());
        Assert.Contains("does not offer TLS", (await RefusalAsync(connecting)).Message, StringComparison.Ordinal);
        Assert.Equal(0, await peer.CountToEndAsync());
    }

    [Fact]
    public async Task Something_that_answers_the_handshake_with_anything_else_is_refused()
    {
        var connecting = ConnectAsync(new NatsTlsOpts { Mode = TlsMode.Implicit });
        using var peer = await server.AcceptAsync();
        await peer.SendAsync(FakeNatsServer.Greeting());
        Assert.Contains("TLS handshake failed", (await RefusalAsync(connecting)).Message, StringComparison.Ordinal);
    }

    private static Task<NatsException> RefusalAsync(Task connecting) => Assert.ThrowsAsync<NatsException>(() => connecting).InTime("the refusal");

    private Task<NatsConnection> ConnectAsync(NatsTlsOpts tls) =>
        Client.ConnectAsync(server.Url, opts => opts with { TlsOpts = tls, AuthOpts = new NatsAuthOpts { Username = "buyer", Password = "secret" } });
}
