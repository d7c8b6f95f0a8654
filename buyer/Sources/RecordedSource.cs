using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Broker.Port;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Messaging;

namespace Pipeline.Buyer.Sources;

/// <summary>Recorded messages from standard input, in their order: signals to decide on, books and quotes to decide with.</summary>
/// <remarks>Nobody can be asked in a replay: stages count as ready, the account as able to pay the whole exposure limit, trading as active until a line says otherwise.</remarks>
internal sealed class RecordedSource(TextReader lines, Money buyingPower, TimeProvider machine, ILoggerFactory loggers)
{
    /// <summary>Trading sessions as the live ledger has them; then every line; then the end.</summary>
    public async Task ReadAsync(IAsyncEnumerable<BookItem> sessions, ChannelWriter<BuyerInput> inputs, CancellationToken cancellationToken)
    {
        await foreach (var item in sessions.WithCancellation(cancellationToken))
        {
            await inputs.WriteAsync(new BuyerInput.BookTold(item), cancellationToken);
            if (item is CaughtUp)
                break;
        }

        await AssumeAsync(inputs, cancellationToken);
        var signals = new ViewedDeliveries<BuySignal>(SignalsAsync(inputs, cancellationToken), loggers.CreateLogger<ViewedDeliveries<BuySignal>>());
        await foreach (var delivery in signals.DrainAsync(cancellationToken))
        {
            await AssumeAsync(inputs, cancellationToken);
            await inputs.WriteAsync(new BuyerInput.TimeRecorded(delivery.Message.VenueTime), cancellationToken);
            await inputs.WriteAsync(new BuyerInput.SignalArrived(delivery), cancellationToken);
        }

        await inputs.WriteAsync(new BuyerInput.SignalsEnded(), cancellationToken);
    }

    private async IAsyncEnumerable<RawMessage> SignalsAsync(ChannelWriter<BuyerInput> inputs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var raw in RecordedLines.ReadAsync(lines, cancellationToken))
        {
            if (raw.Stream == Streams.Signals && raw.Subject.StartsWith("signal.buy.", StringComparison.Ordinal))
                yield return raw;
            else if (raw.Stream == Streams.Quotes && QuoteOf(raw) is { } quote)
                await inputs.WriteAsync(quote, cancellationToken);
            else if (raw.Stream is Streams.Entries or Streams.Orders or Streams.Ledger or Streams.Control)
                await inputs.WriteAsync(new BuyerInput.BookTold(new BookEntry(raw.Stream, raw.Sequence, raw.Subject, raw.Data, raw.Time)), cancellationToken);
        }
    }

    private async ValueTask AssumeAsync(ChannelWriter<BuyerInput> inputs, CancellationToken cancellationToken)
    {
        await inputs.WriteAsync(new BuyerInput.LongOnlyAnswered(Holds: true, "recorded", machine.GetUtcNow()), cancellationToken);
        var account = new AccountValues { Cash = buyingPower, Equity = buyingPower, BuyingPower = buyingPower, ReadAt = machine.GetUtcNow() };
        await inputs.WriteAsync(new BuyerInput.AccountAnswered(new AccountReading("recorded", account, MayTrade: true, "ACTIVE")), cancellationToken);
        await inputs.WriteAsync(new BuyerInput.HeartbeatHeard(Processes.Monitor, ProcessHealth.Ready, []), cancellationToken);
        await inputs.WriteAsync(new BuyerInput.HeartbeatHeard(Processes.Seller, ProcessHealth.Ready, []), cancellationToken);
    }

    private static BuyerInput.QuoteHeard? QuoteOf(RawMessage raw)
    {
        try
        {
            var said = ContractsJson.Read<MarketQuote>(raw.Data.Span);
            return new BuyerInput.QuoteHeard(said.Symbol, said.Quote);
        }
        catch (JsonException)
        {
            // A recorded quote that cannot be read was not heard by the live buyer either.
            return null;
        }
    }
}
