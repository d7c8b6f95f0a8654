using System.Net;
using System.Net.Sockets;
using NATS.Client.Core.Internal;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient;

public sealed class SocketStreamTests : IDisposable
{
    private readonly Socket listener = new(SocketType.Stream, ProtocolType.Tcp);

    public SocketStreamTests()
    {
        listener.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
        listener.Listen();
    }

    public void Dispose() => listener.Dispose();

    [Fact]
    public async Task What_the_system_does_not_take_at_once_waits_and_arrives_complete()
    {
        var (ours, theirs) = Connect();
        using var stream = new SocketStream(ours);
        var sent = new byte[32 << 20];
        Random.NextBytes(sent);

        var sending = stream.WriteAsync(sent).AsTask();
        Assert.False(sending.IsCompleted);
        using var reading = new NetworkStream(theirs, ownsSocket: true);
        var received = new byte[sent.Length];
        await reading.ReadExactlyAsync(received).AsTask().InTime("all bytes");

        await sending.InTime("the end of sending");
        Assert.True(sent.AsSpan().SequenceEqual(received));
    }

    [Fact]
    public async Task A_read_ends_when_the_other_side_leaves()
    {
        var (ours, theirs) = Connect();
        using var stream = new SocketStream(ours);
        var reading = Task.Run(() => stream.Read(new byte[1]));
        theirs.Dispose();

        Assert.Equal(0, await reading.InTime("the end of reading"));
    }

    [Fact]
    public async Task A_wait_to_read_or_write_ends_when_the_stream_is_disposed_of()
    {
        var (ours, theirs) = Connect();
        using var other = theirs;
        var stream = new SocketStream(ours);
        var reading = Task.Run(() => stream.Read(new byte[1]));
        var writing = stream.WriteAsync(new byte[32 << 20]).AsTask();
        await stream.DisposeAsync();

        await Record.ExceptionAsync(() => reading.InTime("the end of reading"));
        await Record.ExceptionAsync(() => writing.InTime("the end of writing"));
        Assert.True(reading.IsCompleted && writing.IsFaulted);
    }

    [Fact]
    public async Task A_read_with_a_token_ends_when_it_is_cancelled()
    {
        var (ours, theirs) = Connect();
        using var other = theirs;
        using var stream = new SocketStream(ours);
        using var cancellation = new CancellationTokenSource();
        var reading = stream.ReadAsync(new byte[1], cancellation.Token).AsTask();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.InTime("the cancellation"));
    }

    private (Socket Ours, Socket Theirs) Connect()
    {
        var ours = new Socket(SocketType.Stream, ProtocolType.Tcp);
        ours.Connect(listener.LocalEndPoint!);
        return (ours, listener.Accept());
    }

    private static readonly Random Random = new(7);
}
