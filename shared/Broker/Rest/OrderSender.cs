using System.Text.Json;
using Microsoft.Extensions.Logging;
using Pipeline.Broker.Json;
using Pipeline.Broker.Port;
using Pipeline.Domain.VenueRules;

namespace Pipeline.Broker.Rest;

/// <summary>Sends what changes something, once. From the moment it leaves, its end is waited for even when the caller gives up: an outcome must not go unknown for want of ten seconds.</summary>
internal sealed class OrderSender(VenueHttp http, VenueOptions options, TimeProvider time, ILogger<OrderSender> logger)
{
    private readonly EndpointBreaker _submits = new(time, words: http.WordsOf("submits"));
    private readonly EndpointBreaker _replaces = new(time, words: http.WordsOf("replaces"));
    private readonly EndpointBreaker _cancels = new(time, words: http.WordsOf("cancels"));

    /// <summary>Sends a new order, unless its own words break a rule of the venue.</summary>
    /// <param name="side">What the caller is allowed: buy or sell.</param>
    /// <param name="sendBefore">Machine time from which on it does not leave.</param>
    public Task<RequestOutcome> SubmitAsync(string orderBody, string side, DateTimeOffset sendBefore, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(orderBody);
        using var body = Parse(orderBody);
        RefuseOtherSide(body.RootElement, side);
        if (WireTerms.ReadOrder(body.RootElement) is { } terms && OrderCheck.Check(terms, KnownFacts.None) is { } refusal)
            return Task.FromResult<RequestOutcome>(NotSent(refusal));
        var urgency = side == "buy" ? RequestUrgency.Entering : RequestUrgency.Exiting;
        return SendAsync(_submits, urgency, HttpMethod.Post, "/v2/orders", orderBody, sendBefore, cancellationToken);
    }

    /// <summary>Replaces an order, unless what is asked breaks a rule of the venue whatever the order is.</summary>
    public Task<RequestOutcome> ReplaceAsync(string venueOrderId, string replaceBody, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(replaceBody);
        using var body = Parse(replaceBody);
        if (ReplaceCheck.Check(WireTerms.ReadReplace(body.RootElement), order: null, KnownFacts.None) is { } refusal)
            return Task.FromResult<RequestOutcome>(NotSent(refusal));
        return SendAsync(_replaces, RequestUrgency.Exiting, HttpMethod.Patch, PathOf(venueOrderId), replaceBody, DateTimeOffset.MaxValue, cancellationToken);
    }

    public Task<RequestOutcome> CancelAsync(string venueOrderId, CancellationToken cancellationToken) =>
        SendAsync(_cancels, RequestUrgency.Exiting, HttpMethod.Delete, PathOf(venueOrderId), body: null, DateTimeOffset.MaxValue, cancellationToken);

    private async Task<RequestOutcome> SendAsync(
        EndpointBreaker breaker, RequestUrgency urgency, HttpMethod method, string path, string? body, DateTimeOffset sendBefore, CancellationToken cancellationToken)
    {
        if (await http.TakeBudgetAsync(urgency, options.BudgetPatience, cancellationToken) is { } wait)
            return new RequestOutcome.RetryLater(wait, "This process has used up its share of the venue's request limit.");
        cancellationToken.ThrowIfCancellationRequested();
        var answer = await breaker.SendAsync(urgency, options.BudgetPatience, _ => http.SendOnceAsync(method, path, body, sendBefore, CancellationToken.None), cancellationToken);
        var outcome = Redacted(Outcome.Of(answer, carriesOrder: method != HttpMethod.Delete));
        if (outcome is RequestOutcome.RetryLater later)
            outcome = later with { After = RequestPause.CutFor(urgency, later.After) };
        if (outcome is RequestOutcome.Unknown unknown)
            Log.OutcomeUnknown(logger, method.Method, path, unknown.HttpStatus, unknown.Text);
        return outcome;
    }

    private RequestOutcome Redacted(RequestOutcome outcome) => outcome switch
    {
        RequestOutcome.Refused refused => refused with { Text = http.Redact(refused.Text) },
        RequestOutcome.RetryLater later => later with { Text = http.Redact(later.Text) },
        RequestOutcome.Unknown unknown => unknown with { Text = http.Redact(unknown.Text) },
        _ => outcome,
    };

    private static string PathOf(string venueOrderId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(venueOrderId);
        return $"/v2/orders/{Uri.EscapeDataString(venueOrderId)}";
    }

    // The outcome reads as the venue's own would, so that whoever knows its refusals knows this one too.
    private RequestOutcome.Refused NotSent(VenueRefusal refusal)
    {
        Log.NotSent(logger, refusal.Rule, refusal.Text);
        return new RequestOutcome.Refused(refusal.HttpStatus, refusal.Code, refusal.Text, RefusalText.KindOf(refusal.HttpStatus, refusal.Code, refusal.Text)) { Rule = refusal.Rule };
    }

    private static JsonDocument Parse(string body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException malformed)
        {
            throw new InvalidOperationException("The order's body is not JSON; it is not sent.", malformed);
        }
    }

    private static void RefuseOtherSide(JsonElement body, string side)
    {
        if (body.Text("side") is var found && found != side)
            throw new InvalidOperationException($"This gateway sends {side} orders only; the body's side is '{found ?? "missing"}'. It is not sent.");
    }
}
