using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>A message stored by this process and pulled by another: from before its publication until it is in the other's hands.</summary>
/// <remarks>The stopwatch of Linux, macOS and Windows counts the machine's time, so that two processes can compare.</remarks>
internal static class Hop
{
    /// <summary>Where the other process tells when it had a message.</summary>
    public const string Done = "hopped";
    public const string OurSubject = "hop.ours";
    public const string BareSubject = "hop.bare";
    public const string Stream = "HOP";
    public const string OurDurable = "ours";
    public const string BareDurable = "bare";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<(ISide Ours, ISide Floor)> OpenAsync(Store store, int messages)
    {
        var stream = await store.CreateStreamAsync(Stream);
        await CreateDurableAsync(stream, OurDurable, OurSubject);
        await CreateDurableAsync(stream, BareDurable, BareSubject);
        var done = await store.Connection.SubscribeCoreAsync<byte[]>($"{Done}.{OurDurable}");
        return (new Ours(store, done, HopPeer.Start(store.Url)), new Floor(store));
    }

    private static async Task CreateDurableAsync(INatsJSStream stream, string name, string subject)
    {
        var config = new ConsumerConfig(name) { AckPolicy = ConsumerConfigAckPolicy.Explicit, FilterSubject = subject };
        await stream.CreateOrUpdateConsumerAsync(config);
    }

    private sealed class Ours(Store store, INatsSub<byte[]> done, Process peer) : OurSide
    {
        public override async Task<long> ExchangeAsync(long[] taken, CancellationToken cancellationToken)
        {
            var all = 0L;
            for (var index = 0; index < taken.Length; index++)
            {
                var sent = Stopwatch.GetTimestamp();
                var ack = await store.JetStream.PublishAsync(OurSubject, Store.Payload, cancellationToken: cancellationToken);
                ack.EnsureSuccess();
                var told = await ReadAsync(cancellationToken);
                all += taken[index] = BinaryPrimitives.ReadInt64LittleEndian(told.Data) - sent;
            }

            return all;
        }

        public override async ValueTask DisposeAsync()
        {
            await done.DisposeAsync();
            if (!peer.HasExited)
                ProcessSignal.Kill(peer.Id);
            await peer.WaitForExitAsync();
            peer.Dispose();
            await base.DisposeAsync();
        }

        private ValueTask<NatsMsg<byte[]>> ReadAsync(CancellationToken cancellationToken)
        {
            var reading = done.Msgs.ReadAsync(cancellationToken);
            return reading.IsCompleted
                ? reading
                : new ValueTask<NatsMsg<byte[]>>(reading.AsTask().InTime("the hop's other process", Patience));
        }
    }

    private sealed class Floor : BareSide
    {
        private readonly BarePublish _publish;
        private readonly Wire _done;

        public Floor(Store store)
            : base(store)
        {
            _publish = new BarePublish(Wire, BareSubject, Inbox);
            _done = store.OpenWire();
            _done.Write(Bytes(string.Create(CultureInfo.InvariantCulture, $"SUB {Done}.{BareDurable} {Sid}\r\n")));
            _done.Flush();
        }

        public override ValueTask DisposeAsync()
        {
            _done.Dispose();
            return base.DisposeAsync();
        }

        protected override void Exchange(long[] taken)
        {
            for (var index = 0; index < taken.Length; index++)
            {
                var sent = Stopwatch.GetTimestamp();
                _publish.Write();
                Wire.Flush();
                _publish.ReadAck();
                _done.Next();
                taken[index] = BinaryPrimitives.ReadInt64LittleEndian(_done.Body) - sent;
            }
        }
    }
}
