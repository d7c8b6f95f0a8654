using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Pipeline.Contracts.Events;
using Pipeline.Hosting;
using Pipeline.Orchestrator.Dashboard.Access;
using Pipeline.Orchestrator.Journal.Reading;
using Symbol = Pipeline.Contracts.Values.Symbol;

namespace Pipeline.Orchestrator.Dashboard.History;

/// <summary><c>GET /api/events?text=&amp;severity=&amp;symbol=&amp;correlation=&amp;process=&amp;type=&amp;before=&amp;limit=</c>: the event log, newest first.</summary>
public sealed class EventRoutes(JournalLook journal) : IDashboardRoutes
{
    private const int MostAtOnce = 500;
    private const int LongestText = 200;

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/events", AnswerAsync);

    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            var filter = FilterOf(context.Request.Query);
            var page = await journal.AskAsync(reader => new EventPage(reader.Events(filter)), context.RequestAborted);
            await context.Response.WriteAsJsonAsync(page, HistoryJson.Default.EventPage, cancellationToken: context.RequestAborted);
        }
        catch (FormatException wrong)
        {
            await Refusals.WriteAsync(context, StatusCodes.Status400BadRequest, wrong.Message);
        }
        catch (Exception unreadable) when (unreadable is PipelineException or TimeoutException or SqliteException)
        {
            await Refusals.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, unreadable.Message);
        }
    }

    private static EventFilter FilterOf(IQueryCollection query) => new()
    {
        Text = Text(query, "text"),
        Severity = Text(query, "severity") is not { } severity ? null
            : Enum.TryParse<EventSeverity>(severity, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known
            : throw new FormatException($"severity is one of {string.Join(", ", Enum.GetNames<EventSeverity>().Select(name => name.ToLowerInvariant()))}, not '{severity}'."),
        Symbol = Text(query, "symbol") is not { } symbol ? null : Symbol.TryParse(symbol.ToUpperInvariant(), out var one) ? one : throw new FormatException($"'{symbol}' is not a symbol."),
        CorrelationId = Text(query, "correlation"),
        Process = Text(query, "process"),
        Type = Text(query, "type"),
        BeforeSequence = Number(query, "before"),
        Limit = (int)Math.Clamp(Number(query, "limit") ?? 100, 1, MostAtOnce),
    };

    private static string? Text(IQueryCollection query, string name) =>
        query[name].ToString().Trim() switch
        {
            "" => null,
            { Length: > LongestText } => throw new FormatException($"{name} is longer than {LongestText} characters."),
            var text => text,
        };

    private static long? Number(IQueryCollection query, string name) =>
        Text(query, name) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"{name} is a whole number, not '{text}'.");
}
