using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using Pipeline.Contracts.Control;
using Pipeline.Hosting;
using Pipeline.Orchestrator.Dashboard.Access;
using Pipeline.Orchestrator.Trading;
using Symbol = Pipeline.Contracts.Values.Symbol;

namespace Pipeline.Orchestrator.Dashboard.Controls;

/// <summary><c>POST /api/controls/halt|reduce|resume|flatten</c>: what the commands of these names do, by the same code.</summary>
public sealed class ControlRoutes(OperatorControls controls, TimeProvider machine, ILogger logger) : IDashboardRoutes
{
    private const string ByDashboard = "by the operator at the dashboard";
    private const int LongestReason = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(9);

    public void Map(IEndpointRouteBuilder routes)
    {
        var acts = new Dictionary<string, Func<ControlRequest, CancellationToken, Task<TradingControl?>>>(StringComparer.Ordinal)
        {
            ["halt"] = (asked, token) => controls.HaltAsync(ReasonOf(asked), token),
            ["reduce"] = (asked, token) => controls.ReduceAsync(ReasonOf(asked), token),
            ["resume"] = (_, token) => controls.ResumeAsync(token),
            ["flatten"] = (asked, token) => controls.FlattenAsync(ConfirmedSymbol(asked), token),
        };
        foreach (var (what, act) in acts)
            routes.MapPost($"/api/controls/{what}", context => ActAsync(context, what, act));
    }

    private async Task ActAsync(HttpContext context, string what, Func<ControlRequest, CancellationToken, Task<TradingControl?>> act)
    {
        ControlRequest asked;
        try
        {
            asked = await ReadAsync(context);
        }
        catch (PipelineException unread)
        {
            await Refusals.WriteAsync(context, StatusOf(unread.ExitCode), unread.Message);
            return;
        }

        // Nothing but a symbol: whatever else stands there, lines of a log are not written by who asks.
        Log.AskedAtDashboard(logger, what, Symbol.TryParse(asked.Symbol, out var symbol) ? symbol.Name : "all");
        try
        {
            // What was asked for is done, though the page be closed meanwhile.
            using var late = new CancellationTokenSource(Patience, machine);
            var inForce = await act(asked, late.Token);
            await context.Response.WriteAsJsonAsync(new ControlAnswer(inForce?.State, inForce?.Reason), ControlJson.Default.ControlAnswer, cancellationToken: context.RequestAborted);
        }
        catch (PipelineException refused)
        {
            await Refusals.WriteAsync(context, StatusOf(refused.ExitCode), refused.Message);
        }
        catch (Exception unsaid) when (unsaid is OperationCanceledException or NatsException)
        {
            await Refusals.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, $"It is not known whether the streams were told of {what}; the halt file is set first where trading halts. Look at the trading state, and ask again.");
        }
    }

    private static async Task<ControlRequest> ReadAsync(HttpContext context)
    {
        // Not by its length: a body that comes in pieces has none.
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
            return new ControlRequest(null, null, null);
        if (!context.Request.HasJsonContentType())
            throw new PipelineException(ExitCodes.Usage, "The body must be JSON.");
        try
        {
            return await context.Request.ReadFromJsonAsync(ControlJson.Default.ControlRequest, context.RequestAborted) ?? throw new JsonException("It is null.");
        }
        catch (JsonException malformed)
        {
            throw new PipelineException(ExitCodes.Usage, $"The body cannot be read: {malformed.Message}", malformed);
        }
    }

    private static string ReasonOf(ControlRequest asked)
    {
        // One line: it lands in a file, in events and in tables.
        var reason = string.Join(' ', (asked.Reason ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return reason.Length == 0 ? ByDashboard : $"{(reason.Length > LongestReason ? reason[..LongestReason] : reason)} ({ByDashboard})";
    }

    /// <summary>Selling everything is typed out, here as on the page: a stray click or a replayed request sells nothing.</summary>
    private static Symbol? ConfirmedSymbol(ControlRequest asked)
    {
        var wanted = asked.Symbol ?? "FLATTEN";
        if (asked.Confirm != wanted)
            throw new PipelineException(ExitCodes.Usage, $"Not confirmed: \"confirm\" must say {wanted}.");
        if (asked.Symbol is null)
            return null;
        return Symbol.TryParse(asked.Symbol, out var symbol) ? symbol : throw new PipelineException(ExitCodes.Usage, $"'{asked.Symbol}' is not a symbol.");
    }

    private static int StatusOf(int exitCode) => exitCode switch
    {
        ExitCodes.Usage => StatusCodes.Status400BadRequest,
        ExitCodes.Refused => StatusCodes.Status409Conflict,
        ExitCodes.NotRunning or ExitCodes.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}

/// <summary>What is asked of a control; the body of the request.</summary>
/// <param name="Reason">Kept with the change; halt and reduce only.</param>
/// <param name="Symbol">Flatten only this position; null: all, and halt.</param>
/// <param name="Confirm">Flatten: the symbol again, or FLATTEN for all.</param>
public sealed record ControlRequest(string? Reason, string? Symbol, string? Confirm);

/// <summary>The control in force afterwards.</summary>
public sealed record ControlAnswer(TradingState? State, string? Reason);

/// <summary>JSON of the controls.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ControlRequest))]
[JsonSerializable(typeof(ControlAnswer))]
internal sealed partial class ControlJson : JsonSerializerContext;
