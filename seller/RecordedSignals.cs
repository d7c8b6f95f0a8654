using System.Runtime.CompilerServices;
using Pipeline.Hosting.Clocks;
using Pipeline.Messaging;

namespace Pipeline.Seller;

/// <summary>Recorded messages from standard input: each sets the time, what is state is folded, what is a wanted state goes on.</summary>
public sealed class RecordedSignals(RecordedState recorded, ReplayVenueClock clock)
{
    public async IAsyncEnumerable<RawMessage> ReadAsync(TextReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var message in RecordedLines.ReadAsync(reader, cancellationToken))
        {
            clock.AdvanceTo(VenueTimeOf(message));
            recorded.Fold(message);
            if (message.Subject.StartsWith("signal.sell.", StringComparison.Ordinal))
                yield return message;
        }
    }

    private static DateTimeOffset VenueTimeOf(RawMessage message) =>
        MessageReading.TryRead<Contracts.Signals.SellSignal>(message.Data.Span, out var signal, out _) ? signal.VenueTime : message.Time;
}
