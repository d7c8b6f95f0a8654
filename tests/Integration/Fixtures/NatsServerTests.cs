using System.Net;
using System.Net.Sockets;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Fixtures;

public sealed class NatsServerTests
{
    [Fact]
    public async Task Accepts_connections_with_JetStream_once_started()
    {
        using var server = await NatsServer.StartAsync();

        Assert.Contains("\"jetstream\":true", await FirstLineFrom(server.Port), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comes_back_on_the_same_port_and_store_after_a_kill()
    {
        using var server = await NatsServer.StartAsync();
        var port = server.Port;
        await File.WriteAllTextAsync(Path.Combine(server.StoreDirectory, "kept"), "kept");

        server.Kill();
        await Assert.ThrowsAnyAsync<SocketException>(() => FirstLineFrom(port));
        await server.RestartAsync();

        Assert.Equal(port, server.Port);
        Assert.Contains("INFO", await FirstLineFrom(port), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(server.StoreDirectory, "kept")));
    }

    [Fact]
    public async Task Takes_more_configuration()
    {
        var settings = new NatsServerSettings { ExtraConfiguration = "authorization { user: trader, password: secret }" };
        await using var server = await NatsServer.StartAsync(settings);

        Assert.Contains("\"auth_required\":true", await FirstLineFrom(server.Port), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_what_the_server_said_when_it_cannot_start()
    {
        var settings = new NatsServerSettings { ExtraConfiguration = "no_such_setting: 1" };

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => NatsServer.StartAsync(settings));

        Assert.Contains("no_such_setting", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_neither_process_nor_folder_behind()
    {
        var server = await NatsServer.StartAsync();
        var (port, store) = (server.Port, server.StoreDirectory);

        await server.StopAsync();
        await server.DisposeAsync();

        await Assert.ThrowsAnyAsync<SocketException>(() => FirstLineFrom(port));
        Assert.False(Directory.Exists(store));
    }

    private static async Task<string> FirstLineFrom(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadLineAsync() ?? "";
    }
}
