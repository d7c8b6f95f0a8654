using System.Diagnostics;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>The last message of a subject read again and again.</summary>
internal static class DirectGet
{
    private const string Stream = "READ";

    public static async Task<(ISide Ours, ISide Floor)> OpenAsync(Store store, int messages)
    {
        var stream = await store.CreateFullStreamAsync(Stream, 1);
        return (new Ours(stream), new Floor(store));
    }

    private sealed class Ours(INatsJSStream stream) : OurSide
    {
        private readonly StreamMsgGetRequest _request = new() { LastBySubj = "read.one" };

        public override async Task<long> ExchangeAsync(long[] taken, CancellationToken cancellationToken)
        {
            var begun = Stopwatch.GetTimestamp();
            for (var index = 0; index < taken.Length; index++)
            {
                var sent = Stopwatch.GetTimestamp();
                var message = await stream.GetDirectAsync<byte[]>(_request, cancellationToken: cancellationToken);
                taken[index] = Stopwatch.GetTimestamp() - sent;
                if (message.Data?.Length != Store.Payload.Length)
                    throw new InvalidOperationException("The direct get did not bring the message.");
            }

            return Stopwatch.GetTimestamp() - begun;
        }
    }

    private sealed class Floor : BareSide
    {
        private readonly byte[] _verb;
        private long _number;

        public Floor(Store store)
            : base(store)
        {
            _verb = [.. "PUB $JS.API.DIRECT.GET.READ.read.one "u8, .. Inbox, .. "."u8];
            Wire.Write([.. "SUB "u8, .. Inbox, .. ".* 1\r\n"u8]);
        }

        protected override void Exchange(long[] taken)
        {
            for (var index = 0; index < taken.Length; index++)
            {
                var sent = Stopwatch.GetTimestamp();
                Wire.Write(_verb);
                Wire.Write(++_number);
                Wire.Write(" 0\r\n\r\n"u8);
                Wire.Flush();
                Wire.Next();
                taken[index] = Stopwatch.GetTimestamp() - sent;
                if (!Wire.Body.EndsWith(Store.Payload))
                    throw new InvalidOperationException("The bare direct get did not bring the message.");
            }
        }
    }
}
