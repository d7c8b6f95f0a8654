using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Signals;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Demo;

/// <summary>Feeds the demo's board from the streams, as a viewer who takes nothing from anybody.</summary>
public sealed class DemoFeed(PipelineHome home, DemoBoard board)
{
    public async Task RunAsync(CancellationToken stopping)
    {
        await using var connection = await NatsClient.ConnectAsync(home, NatsUsers.Viewer, stopping);
        var reader = new OrderedReader(connection);
        var quotes = new CoreReader<MarketQuote>(connection, NullLogger<CoreReader<MarketQuote>>.Instance);
        await Together.RunAsync(
            stopping,
            token => FollowAsync(reader, Streams.Ledger, ["position.>", "trade.>", "session.>"], token),
            token => FollowAsync(reader, Streams.Signals, ["signal.buy.>"], token),
            token => FollowAsync(reader, Streams.Events, [Subjects.Event(Processes.Buyer, "signal_refused")], token),
            token => QuotesAsync(quotes, token));
    }

    private async Task FollowAsync(OrderedReader reader, string stream, IReadOnlyList<string> subjects, CancellationToken stopping)
    {
        await foreach (var raw in reader.ReadAsync(stream, new ReadRange { Subjects = subjects, Follow = true }, stopping))
        {
            if (Read(raw) is { } message)
                board.Fold(message);
        }
    }

    private async Task QuotesAsync(CoreReader<MarketQuote> reader, CancellationToken stopping)
    {
        await foreach (var quote in reader.ReadAsync("market.quote.*", stopping))
            board.Fold(quote.Body);
    }

    private static Message? Read(RawMessage raw) => raw.Subject.Split('.')[0] switch
    {
        "position" => Read<Position>(raw),
        "trade" => Read<Trade>(raw),
        "session" => Read<Session>(raw),
        "signal" => Read<BuySignal>(raw),
        "event" => Read<PipelineEvent>(raw),
        _ => null,
    };

    // What cannot be read is no news for the view; the process that should handle it quarantines it and says so.
    private static T? Read<T>(RawMessage raw)
        where T : Message => MessageReading.TryRead<T>(raw.Data.Span, out var message, out _) ? message : null;
}
