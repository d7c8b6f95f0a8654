using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using NATS.Client.Core;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Messaging;

public sealed class EncryptedServerTests : IDisposable
{
    private readonly TemporaryHome _home = new();
    private readonly Certificates _certificates = new();

    public void Dispose()
    {
        _certificates.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task Beyond_loopback_the_server_speaks_to_who_knows_its_authority_and_encrypts_and_to_nobody_else()
    {
        var configuration = new NatsConfiguration
        {
            Address = "0.0.0.0",
            Tls = new NatsServerTls(_certificates.Certificate("server"), _certificates.Key("server")),
            Port = FreePort.Next(),
            StoreDirectory = _home.Path("store"),
            Passwords = NatsUsers.All.ToDictionary(user => user.User, user => MessagingServer.PasswordOf(user.User)),
        };
        await File.WriteAllTextAsync(_home.Path("nats.conf"), configuration.Render());
        using var process = Process.Start(new ProcessStartInfo(NatsServerBinary.Path, ["--config", _home.Path("nats.conf")]) { RedirectStandardError = true })!;
        process.BeginErrorReadLine();
        try
        {
            var options = new MessagingOptions
            {
                Url = $"tls://127.0.0.1:{configuration.Port}",
                User = "buyer",
                Password = MessagingServer.PasswordOf("buyer"),
                AuthorityFile = _certificates.Authority,
            };
            PipelineConnection? connection = null;
            await Eventually.Holds("the server to answer", async () => (connection = await TryConnectAsync(options)) is not null);
            await connection!.Nats.PingAsync();
            await connection.DisposeAsync();

            // Without the authority anybody could be the server; in the clear anybody could read the password.
            Assert.Null(await TryConnectAsync(options with { AuthorityFile = null }));
            await Assert.ThrowsAnyAsync<NatsException>(async () => await PlainAsync(configuration.Port));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task PlainAsync(int port)
    {
        var opts = new NatsOpts
        {
            Url = $"nats://127.0.0.1:{port}",
            AuthOpts = new NatsAuthOpts { Username = "buyer", Password = MessagingServer.PasswordOf("buyer") },
            TlsOpts = new NatsTlsOpts { Mode = TlsMode.Disable },
        };
        await using var plain = new NatsConnection(opts);
        await plain.ConnectAsync();
    }

    private static async Task<PipelineConnection?> TryConnectAsync(MessagingOptions options)
    {
        try
        {
            return await PipelineConnection.ConnectAsync(options, NullLoggerFactory.Instance, CancellationToken.None);
        }
        catch (NatsException)
        {
            return null;
        }
    }
}
