using System.Net;
using System.Net.Sockets;

namespace Pipeline.Tests.TestKit;

/// <summary>A port that passes bytes on to another one, and that a test opens when it wants: until then connections are refused.</summary>
public sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Uri _target;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _passing = [];
    private Task _accepting = Task.CompletedTask;

    /// <param name="port">Where to listen on this machine.</param>
    /// <param name="target">Address passed on to; only host and port count.</param>
    public TcpRelay(int port, string target)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _target = new Uri(target);
    }

    public void Open()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await Task.WhenAny(_accepting);
        await Task.WhenAny(Task.WhenAll(_passing));
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
            _passing.Add(PassAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
    }

    private async Task PassAsync(TcpClient from)
    {
        using (from)
        {
            using var to = new TcpClient();
            await to.ConnectAsync(_target.Host, _target.Port, _stop.Token);
            // The first direction that ends takes the other with it, as a network does.
            await Task.WhenAny(from.GetStream().CopyToAsync(to.GetStream(), _stop.Token), to.GetStream().CopyToAsync(from.GetStream(), _stop.Token));
        }
    }
}
