using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using NATS.Client.Core;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;
using Pipeline.Tests.TestKit.Buyer;

namespace Pipeline.Tests.Benchmarks.Latency;

/// <summary>What NATS alone costs: a message stored, pulled by another process, and an equally gated one stored by that process.</summary>
internal sealed class FloorPath : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly PipelineConnection _connection;
    private readonly MessagePublisher _publisher;
    private readonly INatsSub<byte[]> _done;
    private readonly Process _peer;
    private int _count;

    private FloorPath(PipelineConnection connection, INatsSub<byte[]> done, Process peer)
    {
        (_connection, _done, _peer) = (connection, done, peer);
        _publisher = BuyerSystem.PublisherOn(connection);
    }

    public static async Task<FloorPath> StartAsync(BuyerSystem system, CancellationToken cancellationToken)
    {
        var options = new MessagingOptions { Url = system.Nats.Url, User = FloorTopology.UserName, Password = FloorTopology.Password };
        var connection = await PipelineConnection.ConnectAsync(options, NullLoggerFactory.Instance, cancellationToken);
        await FloorTopology.CreateAsync(connection, cancellationToken);
        var done = await connection.Nats.SubscribeCoreAsync<byte[]>(FloorTopology.Done, cancellationToken: cancellationToken);
        await connection.Nats.PingAsync(cancellationToken);
        return new FloorPath(connection, done, FloorPeer.Start(system.Nats.Url));
    }

    /// <summary>The time from right before the publication until the second message's acknowledgement is with the other process.</summary>
    public async Task<TimeSpan> MeasureAsync(MessageSizes sizes)
    {
        var data = new byte[sizes.Signal];
        BinaryPrimitives.WriteInt32LittleEndian(data, sizes.Intent);
        var id = string.Create(CultureInfo.InvariantCulture, $"floor-{++_count}");
        var headers = new Dictionary<string, string> { [MessageHeaders.Correlation] = id };
        var publishedAt = TimeProvider.System.GetUtcNow();
        await _publisher.PublishBytesAsync(FloorTopology.SignalSubject, data, headers, PublishExpectation.Once(id), CancellationToken.None);
        var told = await _done.Msgs.ReadAsync().AsTask().InTime("the floor's other process", Patience);
        return new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(told.Data), TimeSpan.Zero) - publishedAt;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_peer.HasExited)
            ProcessSignal.Kill(_peer.Id);
        await _peer.WaitForExitAsync();
        _peer.Dispose();
        await _done.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
