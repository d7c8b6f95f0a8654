using System.Net;
using System.Net.Sockets;

namespace Pipeline.Tests.TestKit;

/// <summary>A port where a test itself is the server, and may say what no server would.</summary>
public sealed class FakeNatsServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public FakeNatsServer() => listener.Start();

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public string Url => $"nats://127.0.0.1:{Port}";

    public static string Greeting(string more = "") =>
        $$"""INFO {"server_id":"X","version":"2.10.27","max_payload":1048576,"headers":true{{more}}}""" + "\r\n";

    /// <summary>The next client, before anything is said.</summary>
    public async Task<FakeNatsPeer> AcceptAsync(TimeSpan? within = null) =>
        new(await listener.AcceptTcpClientAsync().InTime("a connection", within));

    /// <summary>The next client, greeted and accepted.</summary>
    /// <param name="more">More of the greeting's JSON, such as <c>,"headers":false</c>.</param>
    /// <param name="within">How long it may take; 10 s when null.</param>
    public async Task<FakeNatsPeer> WelcomeAsync(string more = "", TimeSpan? within = null)
    {
        var peer = await AcceptAsync(within);
        await peer.SendAsync(Greeting(more));
        await peer.ReadLineAsync("CONNECT ");
        await peer.ReadLineAsync("PING");
        await peer.SendAsync("PONG\r\n");
        return peer;
    }

    public void Dispose() => listener.Dispose();
}
