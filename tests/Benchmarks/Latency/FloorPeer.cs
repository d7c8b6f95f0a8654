using System.Buffers.Binary;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using NATS.Client.JetStream;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;
using Pipeline.Tests.TestKit.Buyer;

namespace Pipeline.Tests.Benchmarks.Latency;

/// <summary>The floor's other process: does with NATS what the buyer does, and nothing else.</summary>
internal static class FloorPeer
{
    private const string Verb = "latency-floor";

    public static Command Create()
    {
        var url = new Option<string>("--url") { Required = true };
        var command = new Command(Verb, "The other process of the latency's floor.") { url };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(url), cancellationToken));
        return command;
    }

    /// <summary>Starts it; it ends when it is killed, or when the end of its input says that its starter is gone.</summary>
    public static Process Start(string url) =>
        Process.Start(new ProcessStartInfo(BuiltExecutable.Path("Benchmarks"), [Verb, "--url", url]) { RedirectStandardInput = true })
        ?? throw new InvalidOperationException("The floor's other process could not be started.");

    private static async Task<int> RunAsync(string url, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var echoing = EchoAsync(url, over.Token);
        var starterGone = Console.In.ReadToEndAsync(over.Token);
        await Task.WhenAny(echoing, starterGone);
        await over.CancelAsync();
        if (echoing.IsFaulted)
            await echoing;
        return 0;
    }

    private static async Task EchoAsync(string url, CancellationToken cancellationToken)
    {
        var options = new MessagingOptions { Url = url, User = FloorTopology.UserName, Password = FloorTopology.Password };
        await using var connection = await PipelineConnection.ConnectAsync(options, NullLoggerFactory.Instance, cancellationToken);
        var publisher = BuyerSystem.PublisherOn(connection);
        var consumer = await connection.JetStream.GetConsumerAsync(FloorTopology.Signals, FloorTopology.Durable, cancellationToken);
        var ahead = new NatsJSConsumeOpts { MaxMsgs = DurableReaderSettings.Buyer.Ahead };
        var last = 0UL;
        await foreach (var message in consumer.ConsumeAsync<byte[]>(opts: ahead, cancellationToken: cancellationToken))
        {
            var data = new byte[BinaryPrimitives.ReadInt32LittleEndian(message.Data)];
            var id = string.Create(CultureInfo.InvariantCulture, $"{last + 1}");
            var headers = new Dictionary<string, string> { [MessageHeaders.Correlation] = id };
            var result = await publisher.PublishBytesAsync(FloorTopology.EntrySubjects + id, data, headers, PublishExpectation.Gate(last), cancellationToken);
            var storedAt = TimeProvider.System.GetUtcNow();
            last = result is PublishResult.Stored stored ? stored.Sequence : throw new InvalidOperationException($"The floor's gate is not passed: {result}");
            var told = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(told, storedAt.UtcTicks);
            await message.AckAsync(cancellationToken: cancellationToken);
            await connection.Nats.PublishAsync(FloorTopology.Done, told, cancellationToken: cancellationToken);
        }
    }
}
