using System.Diagnostics;
using System.Globalization;
using NATS.Client.JetStream;

namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>Messages stored one by one through the money gate: only after the stream's last, and as the first of their subject.</summary>
internal static class CompareAndSet
{
    public static async Task<(ISide Ours, ISide Floor)> OpenAsync(Store store, int messages)
    {
        await store.CreateStreamAsync("OURS");
        await store.CreateStreamAsync("BARE");
        return (new Ours(store), new Floor(store));
    }

    // As many digits in every round, so that both sides send as many bytes.
    private static string Subject(string stream, long number) => string.Create(CultureInfo.InvariantCulture, $"{stream}.{1_000_000 + number}");

    private sealed class Ours(Store store) : OurSide
    {
        private ulong _last;

        public override async Task<long> ExchangeAsync(long[] taken, CancellationToken cancellationToken)
        {
            var begun = Stopwatch.GetTimestamp();
            for (var index = 0; index < taken.Length; index++)
            {
                var subject = Subject("ours", (long)_last);
                var sent = Stopwatch.GetTimestamp();
                var gate = new NatsJSPubOpts { ExpectedLastSequence = _last, ExpectedLastSubjectSequence = 0 };
                var ack = await store.JetStream.PublishAsync(subject, Store.Payload, opts: gate, cancellationToken: cancellationToken);
                ack.EnsureSuccess();
                _last = ack.Seq;
                taken[index] = Stopwatch.GetTimestamp() - sent;
            }

            return Stopwatch.GetTimestamp() - begun;
        }
    }

    private sealed class Floor : BareSide
    {
        private static readonly byte[] After = Bytes("\r\nNats-Expected-Last-Subject-Sequence: 0\r\n\r\n");
        private static readonly byte[] Before = Bytes("NATS/1.0\r\nNats-Expected-Last-Sequence: ");
        private readonly byte[] _reply;
        private long _last;
        private long _number;

        public Floor(Store store)
            : base(store)
        {
            _reply = [.. " "u8, .. Inbox, .. "."u8];
            Wire.Write([.. "SUB "u8, .. Inbox, .. ".* 1\r\n"u8]);
        }

        protected override void Exchange(long[] taken)
        {
            Span<byte> sequence = stackalloc byte[20];
            for (var index = 0; index < taken.Length; index++)
            {
                var subject = Bytes($"HPUB {Subject("bare", _last)}");
                var sent = Stopwatch.GetTimestamp();
                _last.TryFormat(sequence, out var digits, provider: CultureInfo.InvariantCulture);
                var headers = Before.Length + digits + After.Length;
                Wire.Write(subject);
                Wire.Write(_reply);
                Wire.Write(++_number);
                Wire.Write(" "u8);
                Wire.Write(headers);
                Wire.Write(" "u8);
                Wire.Write(headers + Store.Payload.Length);
                Wire.Write("\r\n"u8);
                Wire.Write(Before);
                Wire.Write(sequence[..digits]);
                Wire.Write(After);
                Wire.Write(Store.Payload);
                Wire.Write("\r\n"u8);
                Wire.Flush();
                Wire.Next();
                _last = BarePublish.SequenceIn(Wire.Body);
                taken[index] = Stopwatch.GetTimestamp() - sent;
            }
        }
    }
}
