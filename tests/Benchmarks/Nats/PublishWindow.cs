using System.Diagnostics;
using NATS.Client.JetStream;

namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>Messages stored with up to 256 unacknowledged.</summary>
internal static class PublishWindow
{
    private const int Window = 256;

    public static async Task<(ISide Ours, ISide Floor)> OpenAsync(Store store, int messages)
    {
        await store.CreateStreamAsync("WINDOW");
        return (new Ours(store), new Floor(store));
    }

    private sealed class Ours(Store store) : OurSide
    {
        public override async Task<long> ExchangeAsync(long[] taken, CancellationToken cancellationToken)
        {
            var begun = Stopwatch.GetTimestamp();
            var next = -1;
            await Task.WhenAll(Enumerable.Range(0, Window).Select(_ => PublishAsync()));
            return Stopwatch.GetTimestamp() - begun;

            async Task PublishAsync()
            {
                for (int index; (index = Interlocked.Increment(ref next)) < taken.Length;)
                {
                    var sent = Stopwatch.GetTimestamp();
                    var ack = await store.JetStream.PublishAsync("window.ours", Store.Payload, cancellationToken: cancellationToken);
                    ack.EnsureSuccess();
                    taken[index] = Stopwatch.GetTimestamp() - sent;
                }
            }
        }
    }

    private sealed class Floor : BareSide
    {
        private readonly BarePublish _publish;

        public Floor(Store store)
            : base(store) => _publish = new BarePublish(Wire, "window.bare", Inbox);

        // The acknowledgements of one connection come in the order of its messages.
        protected override void Exchange(long[] taken)
        {
            for (var (sent, acknowledged) = (0, 0); acknowledged < taken.Length;)
            {
                for (; sent < taken.Length && sent - acknowledged < Window; sent++)
                {
                    taken[sent] = Stopwatch.GetTimestamp();
                    _publish.Write();
                }

                Wire.Flush();
                Wire.Receive();
                for (; Wire.TryNext(); acknowledged++)
                {
                    BarePublish.SequenceIn(Wire.Body);
                    taken[acknowledged] = Stopwatch.GetTimestamp() - taken[acknowledged];
                }
            }
        }
    }
}
