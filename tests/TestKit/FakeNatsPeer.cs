using System.Net.Sockets;
using System.Text;

namespace Pipeline.Tests.TestKit;

/// <summary>One client as its server sees it.</summary>
public sealed class FakeNatsPeer(TcpClient client) : IDisposable
{
    private readonly StreamReader reader = new(client.GetStream(), Encoding.Latin1);

    public ValueTask SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public ValueTask SendAsync(byte[] bytes) => client.GetStream().WriteAsync(bytes);

    /// <summary>Reads lines until one begins so, and returns it.</summary>
    public async Task<string> ReadLineAsync(string begin)
    {
        while (true)
        {
            var line = await reader.ReadLineAsync().InTime($"a line {begin}")
                ?? throw new InvalidOperationException($"The client left before it said {begin}.");
            if (line.StartsWith(begin, StringComparison.Ordinal))
            {
                return line;
            }
        }
    }

    /// <summary>Reads that many bytes and forgets them.</summary>
    public async Task SwallowAsync(long count)
    {
        var buffer = new byte[64 * 1024];
        while (count > 0)
        {
            count -= await client.GetStream().ReadAsync(buffer) is > 0 and var more ? more : throw new InvalidOperationException("The client left.");
        }
    }

    /// <summary>Reads until the client leaves, and tells how much it said.</summary>
    public async Task<int> CountToEndAsync() => (await reader.ReadToEndAsync().InTime("the client to leave")).Length;

    /// <summary>Sends the same bytes again and again until the client has left, and tells how many.</summary>
    /// <param name="bytes">What is sent.</param>
    /// <param name="most">When to stop anyway.</param>
    public async Task<long> SendUntilLeftAsync(byte[] bytes, long most)
    {
        long sent = 0;
        try
        {
            for (; sent < most; sent += bytes.Length)
            {
                await SendAsync(bytes).AsTask().InTime("the client to read or to leave");
            }
        }
        catch (IOException)
        {
            // It has left.
        }

        return sent;
    }

    /// <summary>Says nothing more, and waits until the client has left too.</summary>
    public async Task SayNoMoreAsync()
    {
        client.Client.Shutdown(SocketShutdown.Send);
        await LeftAsync();
    }

    /// <summary>Waits until the client has left.</summary>
    public async Task LeftAsync()
    {
        try
        {
            while (await reader.ReadLineAsync().InTime("the client to leave") is not null)
            {
            }
        }
        catch (IOException)
        {
            // It left in the middle of what we said.
        }
    }

    public void Dispose() => client.Dispose();
}
