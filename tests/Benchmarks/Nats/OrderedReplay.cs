using System.Diagnostics;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>A full stream read from its beginning in order.</summary>
internal static class OrderedReplay
{
    private const string Stream = "REPLAYED";
    private static readonly int Block = Row.All.Single(row => row.Name == "ordered-replay").Block;

    public static async Task<(ISide Ours, ISide Floor)> OpenAsync(Store store, int messages)
    {
        var stream = await store.CreateFullStreamAsync(Stream, messages);
        return (new Ours(stream), new Floor(store, stream));
    }

    private sealed class Ours(INatsJSStream stream) : OurSide
    {
        public override async Task<long> ExchangeAsync(long[] taken, CancellationToken cancellationToken)
        {
            var begun = Stopwatch.GetTimestamp();
            var last = begun;
            var count = 0;
            var consumer = await stream.CreateOrderedConsumerAsync(cancellationToken: cancellationToken);
            await foreach (var message in consumer.ConsumeAsync<byte[]>(cancellationToken: cancellationToken))
            {
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
            var name = $"{++_rounds:0000000000000000000000}";
            var config = new ConsumerConfig
            {
                Name = name,
                AckPolicy = ConsumerConfigAckPolicy.None,
                MemStorage = true,
                NumReplicas = 1,
                MaxDeliver = 1,
                InactiveThreshold = TimeSpan.FromMinutes(5),
            };
            await stream.CreateOrUpdateConsumerAsync(config, cancellationToken);
            _pull = new BarePull(Wire, Stream, name, $"_INBOX.{name}");
            Wire.Write(Bytes($"SUB _INBOX.{name} {_rounds}\r\n"));
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
                    if (++count % Block != 0)
                        continue;
                    var now = Stopwatch.GetTimestamp();
                    (taken[(count / Block) - 1], last) = (now - last, now);
                }
            }
        }
    }
}
