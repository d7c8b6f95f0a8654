using System.Buffers.Binary;
using System.CommandLine;
using System.Diagnostics;
using NATS.Client.Core;
using NATS.Client.JetStream;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>The hop's other process: has a message, tells when, acknowledges it; once with our client and once on a bare socket.</summary>
internal static class HopPeer
{
    private const string Verb = "nats-hop";

    public static Command Create()
    {
        var url = new Option<string>("--url") { Required = true };
        var command = new Command(Verb, "The other process of the hop.") { url };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(url), cancellationToken));
        return command;
    }

    /// <summary>Starts it; it ends when it is killed, or when the end of its input says that its starter is gone.</summary>
    public static Process Start(string url) =>
        Process.Start(new ProcessStartInfo(BuiltExecutable.Path("Benchmarks"), [Verb, "--url", url]) { RedirectStandardInput = true })
        ?? throw new InvalidOperationException("The hop's other process could not be started.");

    private static async Task<int> RunAsync(string url, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ours = OursAsync(url, over.Token);
        var bare = new TaskCompletionSource();
        var thread = new Thread(() => Bare(new Uri(url).Port, bare)) { IsBackground = true };
        thread.Start();
        var starterGone = Console.In.ReadToEndAsync(over.Token);
        var first = await Task.WhenAny(ours, bare.Task, starterGone);
        await over.CancelAsync();
        if (first.IsFaulted)
            await first;
        return 0;
    }

    private static async Task OursAsync(string url, CancellationToken cancellationToken)
    {
        await using var connection = new NatsConnection(new NatsOpts { Url = url, Name = "hop" });
        var consumer = await new NatsJSContext(connection).GetConsumerAsync(Hop.Stream, Hop.OurDurable, cancellationToken);
        var told = new byte[sizeof(long)];
        await foreach (var message in consumer.ConsumeAsync<byte[]>(cancellationToken: cancellationToken))
        {
            BinaryPrimitives.WriteInt64LittleEndian(told, Stopwatch.GetTimestamp());
            await connection.PublishAsync($"{Hop.Done}.{Hop.OurDurable}", told, cancellationToken: cancellationToken);
            await message.AckAsync(cancellationToken: cancellationToken);
        }
    }

    private static void Bare(int port, TaskCompletionSource ended)
    {
        try
        {
            using var wire = new Wire(port, patience: 0);
            var inbox = "_INBOX.0123456789abcdefghijkl";
            var pull = new BarePull(wire, Hop.Stream, Hop.BareDurable, inbox);
            wire.Write("SUB _INBOX.0123456789abcdefghijkl 1\r\n"u8);
            Span<byte> told = stackalloc byte[sizeof(long)];
            while (true)
            {
                pull.AskIfLow();
                wire.Flush();
                wire.Receive();
                while (pull.TryNext())
                {
                    BinaryPrimitives.WriteInt64LittleEndian(told, Stopwatch.GetTimestamp());
                    wire.Write("PUB hopped.bare 8\r\n"u8);
                    wire.Write(told);
                    wire.Write("\r\nPUB "u8);
                    wire.Write(wire.ReplyTo);
                    wire.Write(" 4\r\n+ACK\r\n"u8);
                }
            }
        }
        catch (Exception exception)
        {
            ended.TrySetException(exception);
        }
    }
}
