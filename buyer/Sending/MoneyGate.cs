using NATS.Client.Core;
using Pipeline.Contracts;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Orders;
using Pipeline.Hosting;
using Pipeline.Messaging;

namespace Pipeline.Buyer.Sending;

/// <summary>Stores an intent only if nothing was stored since the book it was decided on; two buyers cannot spend one dollar.</summary>
internal sealed class MoneyGate(MessagePublisher publisher, StoredMessages stored, TimeProvider time)
{
    private static readonly TimeSpan ReadBackInterval = TimeSpan.FromMilliseconds(200);

    /// <param name="intent">What to store.</param>
    /// <param name="lastSequence">The last sequence of ENTRIES that its decision had folded.</param>
    public async Task<GateOutcome> PassAsync(EntryIntent intent, ulong lastSequence)
    {
        var subject = Subjects.Entry(intent.Account, intent.Id);
        var result = await publisher.PublishAsync(subject, intent, PublishExpectation.Gate(lastSequence), CancellationToken.None);
        return result switch
        {
            PublishResult.Stored taken => new GateOutcome.Passed(taken.Sequence),
            PublishResult.WrongSequence behind => new GateOutcome.Behind(behind.Last),
            PublishResult.Unknown unknown => await ReadBackAsync(subject, intent, unknown.Reason),
            _ => throw new InvalidOperationException($"The gate does not know what {result} means."),
        };
    }

    /// <summary>The acknowledgement is lost: the nonce tells whose intent is stored. Asked until answered, because nothing may follow before it is known.</summary>
    private async Task<GateOutcome> ReadBackAsync(string subject, EntryIntent intent, string why)
    {
        KillPoint.Reached(KillPoints.BuyerGateUnconfirmed);
        while (true)
        {
            try
            {
                var last = await stored.LastMessageOfAsync(Streams.Entries, subject, CancellationToken.None);
                if (last is null)
                    return new GateOutcome.NotStored(why);
                return MessageReading.TryRead<EntryIntent>(last.Data.Span, out var there, out _) && there.Nonce == intent.Nonce
                    ? new GateOutcome.Passed(last.Sequence)
                    : new GateOutcome.TakenByAnother(last.Sequence);
            }
            catch (NatsException)
            {
                await Task.Delay(ReadBackInterval, time, CancellationToken.None);
            }
        }
    }
}
