using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Dashboard.Live;

/// <summary>The open positions from the book itself, with the newest price that is stored; on a connection of its own that can only read.</summary>
public sealed class PositionsPanel(PipelineHome home, TimeProvider machine) : ILivePanel
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Position> _book = new(StringComparer.Ordinal);
    private readonly TimeSpan _patience = TimeSpan.FromSeconds(4);

    public string Name => "positions";

    public async Task RunAsync(Action<byte[]> show, CancellationToken stopping)
    {
        _book.Clear();
        var caughtUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var connection = await NatsClient.ConnectAsync(home, NatsUsers.Viewer, stopping);
        await Together.RunAsync(
            stopping,
            token => FollowAsync(connection, caughtUp, token),
            async token =>
            {
                await caughtUp.Task.WaitAsync(_patience, machine, token);
                await ShowAsync(new StoredMessages(connection), show, token);
            });
    }

    private async Task FollowAsync(PipelineConnection connection, TaskCompletionSource caughtUp, CancellationToken cancellationToken)
    {
        await using var follower = new BookFollower(connection, new StoredMessages(connection), [new BookSelection(Streams.Ledger, "position.>")], machine, NullLogger<BookFollower>.Instance);
        await foreach (var item in follower.FollowAsync(cancellationToken))
        {
            if (item is BookEntry entry && MessageReading.TryRead<Position>(entry.Data.Span, out var position, out _))
                _book[entry.Subject] = position;
            else if (item is CaughtUp)
                caughtUp.TrySetResult();
        }
    }

    private async Task ShowAsync(StoredMessages stored, Action<byte[]> show, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, machine);
        do
        {
            var open = _book.Values.Where(position => !position.Quantity.IsZero).OrderBy(position => position.Symbol).ToList();
            var lines = await Task.WhenAll(open.Select(position => LineAsync(position, stored, cancellationToken))).WaitAsync(_patience, machine, cancellationToken);
            show(JsonSerializer.SerializeToUtf8Bytes(ViewOf(lines), LiveJson.Default.PositionsView));
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private static PositionsView ViewOf(PositionLine[] lines)
    {
        var priced = lines.All(line => line.Price is not null);
        return new PositionsView(
            lines,
            priced ? lines.Aggregate(Money.Zero, (sum, line) => sum + new Money(line.Price!.Value.Value * line.Position.Quantity.Value)) : null,
            lines.All(line => line.Unrealized is not null) ? lines.Aggregate(Money.Zero, (sum, line) => sum + line.Unrealized!.Value) : null);
    }

    private static async Task<PositionLine> LineAsync(Position position, StoredMessages stored, CancellationToken cancellationToken)
    {
        var (price, at) = await PriceOfAsync(position.Symbol, stored, cancellationToken);
        var entry = position.AverageEntryPrice;
        return new PositionLine(
            position,
            entry,
            price,
            at,
            price is { } now && entry is { } paid ? new Money((now.Value - paid.Value) * position.Quantity.Value) : null,
            price is { } newest && position.WantedStop is { } stop ? decimal.Round((newest.Value - stop.Value) / newest.Value, 6) : null);
    }

    private static async Task<(Price? Price, DateTimeOffset? At)> PriceOfAsync(Symbol symbol, StoredMessages stored, CancellationToken cancellationToken)
    {
        if (await stored.LastMessageOfAsync(Streams.Quotes, Subjects.Quote(symbol), cancellationToken) is { } quoted
            && MessageReading.TryRead<MarketQuote>(quoted.Data.Span, out var quote, out _) && quote.Quote.Bid is { } bid)
            return (bid, quote.Quote.At);
        return await stored.LastMessageOfAsync(Streams.Market, Subjects.Bar(symbol), cancellationToken) is { } last
            && MessageReading.TryRead<MarketBar>(last.Data.Span, out var bar, out _) ? (bar.Bar.Close, bar.Bar.End) : (null, null);
    }
}
