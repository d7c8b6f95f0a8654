using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using NATS.Client.Core;
using NATS.Client.JetStream.Models;
using Pipeline.Contracts;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;
using Pipeline.Tests.TestKit.WholeSystem;

namespace Pipeline.Tests.Faults.Running;

/// <summary>The test's own connections to the streams: what it publishes and what it finds there.</summary>
public sealed class Messages : IAsyncDisposable
{
    private static readonly string[] Read = [Streams.Signals, Streams.Entries, Streams.Orders, Streams.Ledger, Streams.Events, Streams.DeadLetters];

    private readonly Dictionary<string, PipelineConnection> _connections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ulong> _readUpTo = new(StringComparer.Ordinal);
    private readonly List<RawMessage> _stored = [];

    private Messages()
    {
    }

    private PipelineConnection Reader => _connections[Processes.Orchestrator];

    /// <summary>Connects as the users whose words the tests need.</summary>
    public static async Task<Messages> OpenAsync(PipelineUnderTest pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        var messages = new Messages();
        var url = (await pipeline.StatusAsync())["endpoints"]!["nats"]!.GetValue<string>();
        foreach (var user in (string[])[Processes.Orchestrator, Processes.Scanner, Processes.Buyer])
        {
            var options = new MessagingOptions { Url = url, User = user, Password = (await File.ReadAllTextAsync(pipeline.PathOf("run", "users", user))).Trim() };
            messages._connections[user] = await PipelineConnection.ConnectAsync(options, NullLoggerFactory.Instance, CancellationToken.None);
        }

        return messages;
    }

    public async Task PublishAsync<T>(string user, string subject, T message)
        where T : Message
    {
        var connection = _connections[user];
        var publisher = new MessagePublisher(connection, new StoredMessages(connection), TimeProvider.System, NullLogger<MessagePublisher>.Instance);
        Assert.IsType<PublishResult.Stored>(await publisher.PublishAsync(subject, message, PublishExpectation.Once(message.Id), CancellationToken.None));
    }

    /// <summary>All that is stored by now, stream by stream, oldest first.</summary>
    public async Task<IReadOnlyList<RawMessage>> StoredAsync()
    {
        foreach (var stream in Read)
        {
            var range = new ReadRange { FromSequence = _readUpTo.GetValueOrDefault(stream) + 1 };
            await foreach (var message in new OrderedReader(Reader).ReadAsync(stream, range, CancellationToken.None))
            {
                _stored.Add(message);
                _readUpTo[stream] = message.Sequence;
            }
        }

        return _stored;
    }

    public async Task<bool> HasAsync(string subject) =>
        await new StoredMessages(Reader).LastMessageOfAsync(Topology.StreamOf(subject), subject, CancellationToken.None) is not null;

    /// <summary>Messages that a durable has not seen settled: waiting, or in somebody's hand.</summary>
    public async Task<long> UnsettledAsync(string durable)
    {
        var consumer = await Reader.JetStream.GetConsumerAsync(Streams.Signals, durable, CancellationToken.None);
        return (long)consumer.Info.NumPending + consumer.Info.NumAckPending;
    }

    /// <summary>The oldest of them, for the message of a test that fails.</summary>
    public async Task<string> OldestUnsettledAsync(string durable)
    {
        var floor = (await Reader.JetStream.GetConsumerAsync(Streams.Signals, durable, CancellationToken.None)).Info.AckFloor.StreamSeq;
        var range = new ReadRange { FromSequence = floor + 1, Subjects = [durable == Processes.Buyer ? "signal.buy.>" : "signal.sell.>"] };
        await foreach (var message in new OrderedReader(Reader).ReadAsync(Streams.Signals, range, CancellationToken.None))
            return $"{message.Sequence} {Encoding.UTF8.GetString(message.Data.Span)}";
        return "none";
    }

    public Task ConnectedAsync() => Eventually.Holds("the test's connections to be open", () => _connections.Values.All(connection => connection.IsOpen), RunningPipeline.Patience);

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections.Values)
            await connection.DisposeAsync();
    }
}
