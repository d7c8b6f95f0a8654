using System.Diagnostics;
using NATS.Client.JetStream;

namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>Messages stored one by one: the next is sent when the last is acknowledged.</summary>
internal static class PublishAck
{
    public static async Task<(ISide Ours, ISide Floor)> OpenAsync(Store store, int messages)
    {
        await store.CreateStreamAsync("ONE");
        return (new Ours(store), new Floor(store));
    }

    private sealed class Ours(Store store) : OurSide
    {
        public override async Task<long> ExchangeAsync(long[] taken, CancellationToken cancellationToken)
        {
            var begun = Stopwatch.GetTimestamp();
            for (var index = 0; index < taken.Length; index++)
            {
                var sent = Stopwatch.GetTimestamp();
                var ack = await store.JetStream.PublishAsync("one.ours", Store.Payload, cancellationToken: cancellationToken);
                ack.EnsureSuccess();
                taken[index] = Stopwatch.GetTimestamp() - sent;
            }

            return Stopwatch.GetTimestamp() - begun;
        }
    }

    private sealed class Floor : BareSide
    {
        private readonly BarePublish _publish;

        public Floor(Store store)
            : base(store) => _publish = new BarePublish(Wire, "one.bare", Inbox);

        protected override void Exchange(long[] taken)
        {
            for (var index = 0; index < taken.Length; index++)
            {
                var sent = Stopwatch.GetTimestamp();
                _publish.Write();
                Wire.Flush();
                _publish.ReadAck();
                taken[index] = Stopwatch.GetTimestamp() - sent;
            }
        }
    }
}
