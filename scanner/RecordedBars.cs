using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;
using Pipeline.Hosting.Clocks;
using Pipeline.Messaging;

namespace Pipeline.Scanner;

/// <summary>Bars from recorded messages, one after the other, each at the moment it closed.</summary>
public static class RecordedBars
{
    public static async Task ReadAsync(TextReader lines, ReplayVenueClock clock, Func<Symbol, BarValues, CancellationToken, Task> handle, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(handle);
        await foreach (var raw in RecordedLines.ReadAsync(lines, stopping))
        {
            if (!raw.Subject.StartsWith("market.bar.", StringComparison.Ordinal))
                continue;
            if (!MessageReading.TryRead<MarketBar>(raw.Data.Span, out var message, out var reason))
                throw new FormatException($"Sequence {raw.Sequence} of {raw.Stream} is {reason}");
            clock.AdvanceTo(message.Bar.End);
            await handle(message.Symbol, message.Bar, stopping);
        }
    }
}
