using System.Diagnostics;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>A full stream consumed on a durable and acknowledged, message by message.</summary>
internal static class ConsumeAck
{
    private const string Stream = "CONSUMED";
    private static readonly int Block = Row.All.Single(row => row.Name == "consume-ack").Block;

    public static async Task<(ISide Ours, ISide Floor)> OpenAsync(Store store, int messages)
    {
        var stream = await store.CreateFullStreamAsync(Stream, messages);
        return (new Ours(stream), new Floor(store, stream));
    }

    private static async Task<INatsJSConsumer> CreateDurableAsync(INatsJSStream stream, string name, CancellationToken cancellationToken)
    {
        var config = new ConsumerConfig(name) { AckPolicy = ConsumerConfigAckPolicy.Explicit, MaxAckPending = 10_000 };
        return await stream.CreateOrUpdateConsumerAsync(config, cancellationToken);
    }

    private sealed class Ours(INatsJSStream stream) : OurSide
    {
        private INatsJSConsumer? _consumer;
        private int _rounds;

        public override async Task PrepareAsync(CancellationToken cancellationToken) =>
            _consumer = await CreateDurableAsync(stream, $"ours-{++_rounds}", cancellationToken);

        public override async Task<long> ExchangeAsync(long[] taken, CancellationToken cancellationToken)
        {
            var begun = Stopwatch.GetTimestamp();
            var last = begun;
            var count = 0;
            await foreach (var message in _consumer!.ConsumeAsync<byte[]>(cancellationToken: cancellationToken))
            {
                await message.AckAsync(cancellationToken: cancellationToken);
                if (++count % Block != 0)
                    continue;
                var now = Stopwatch.GetTimestamp();
                (taken[(count / Block) - 1], last) = (now - last, now);
                if (count == taken.Length * Block)
                    break;
            }

            return last - begun;
        }
    }

    private sealed class Floor(Store store, INatsJSStream stream) : BareSide(store)
    {
        private BarePull? _pull;
        private int _rounds;

        public override async Task PrepareAsync(CancellationToken cancellationToken)
        {
            var name = $"bare-{++_rounds}";
            await CreateDurableAsync(stream, name, cancellationToken);
            var inbox = $"_INBOX.{_rounds:0000000000000000000000}";
            _pull = new BarePull(Wire, Stream, name, inbox);
            Wire.Write(Bytes($"SUB {inbox} {_rounds}\r\n"));
        }

        protected override void Exchange(long[] taken)
        {
            var last = Stopwatch.GetTimestamp();
            for (var count = 0; count < taken.Length * Block;)
            {
                _pull!.AskIfLow();
                Wire.Flush();
                Wire.Receive();
                while (_pull.TryNext())
                {
                    Wire.Write("PUB "u8);
                    Wire.Write(Wire.ReplyTo);
                    Wire.Write(" 4\r\n+ACK\r\n"u8);
                    if (++count % Block != 0)
                        continue;
                    var now = Stopwatch.GetTimestamp();
                    (taken[(count / Block) - 1], last) = (now - last, now);
                }
            }

            Wire.Flush();
        }
    }
}
