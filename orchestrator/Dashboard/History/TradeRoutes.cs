using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using NATS.Client.Core;
using Pipeline.Contracts;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Dashboard.Access;
using Pipeline.Orchestrator.Journal.Reading;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Dashboard.History;

/// <summary><c>GET /api/trade?id=</c>: one round trip with its executions, the path of its stop, and the bars around it, which MARKET keeps for three days.</summary>
public sealed class TradeRoutes(PipelineHome home, JournalLook journal) : IDashboardRoutes
{
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan After = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/trade", AnswerAsync);

    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            var id = context.Request.Query["id"].ToString();
            if (await journal.AskAsync(reader => StoryOf(reader, id), context.RequestAborted) is not { } story)
            {
                await Refusals.WriteAsync(context, StatusCodes.Status404NotFound, $"No trade '{id}' is known.");
                return;
            }

            var (bars, minutes) = Bars.Summed(await BarsAsync(story.Position, context.RequestAborted));
            await context.Response.WriteAsJsonAsync(story with { Bars = bars, BarMinutes = minutes }, HistoryJson.Default.TradeStory, cancellationToken: context.RequestAborted);
        }
        catch (Exception unreadable) when (unreadable is PipelineException or TimeoutException or SqliteException or NatsException)
        {
            await Refusals.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, unreadable.Message);
        }
    }

    private static TradeStory? StoryOf(JournalReader reader, string id)
    {
        if (reader.Position(id) is not { } position)
            return null;
        var trade = position.ClosedAt is null ? null : TradeOf(reader, position);
        var correlation = trade?.SignalId ?? position.CorrelationId;
        return new TradeStory(position, trade, position.AverageEntryPrice, correlation, [], 1, reader.Steps(id), reader.ExecutionsOf(correlation));
    }

    private static Trade? TradeOf(JournalReader reader, Position position) =>
        reader.Trades(new JournalFilter { Symbol = position.Symbol, Since = position.OpenedAt }).FirstOrDefault(trade => trade.TradeId == position.TradeId);

    private async Task<IReadOnlyList<BarValues>> BarsAsync(Position position, CancellationToken cancellationToken)
    {
        if (position.OpenedAt is not { } opened)
            return [];
        await using var connection = await NatsClient.ConnectAsync(home, NatsUsers.Viewer, cancellationToken);
        // They lie by machine time, of which less has passed than at the venue unless an exchange is simulated slowly: what lies before this is older.
        var since = position.MachineTime - (position.VenueTime - opened) - Before - Slack;
        var (from, until) = (opened - Before, position.ClosedAt + After);
        var bars = new SortedDictionary<DateTimeOffset, BarValues>();
        await foreach (var stored in new OrderedReader(connection).ReadAsync(Streams.Market, new ReadRange { Subjects = [Subjects.Bar(position.Symbol)], Since = since }, cancellationToken))
        {
            if (MessageReading.TryRead<MarketBar>(stored.Data.Span, out var message, out _) && message.Bar.Start >= from && !(message.Bar.Start > until))
                bars[message.Bar.Start] = message.Bar;
        }

        return [.. bars.Values];
    }
}
