using System.Globalization;

namespace Pipeline.Orchestrator.Chaos.Schedule;

/// <summary>Faults of the venue that a run may switch on, with parameters drawn anew each time.</summary>
public static class VenueFaults
{
    private static readonly IReadOnlyList<(Func<ChaosRandom, double, Drawn> Draw, int Weight)> All =
    [
        (Requests("error-before-booking", """ "method":"post","path":"/v2/orders*","status":503 """), 2),
        (Requests("error-before-booking", """ "status":500,"probability":0.5 """), 2),
        (Requests("drop-before-booking", """ "method":"post","path":"/v2/orders*" """), 2),
        (Requests("drop-after-booking", """ "method":"post","path":"/v2/orders*","status":0 """), 3),
        (Requests("drop-after-booking", """ "method":"post","path":"/v2/orders*","status":504,"probability":0.6 """), 3),
        (Requests("drop-after-booking", """ "method":"patch","path":"/v2/orders*","status":504 """), 2),
        (Requests("drop-after-booking", """ "method":"delete","path":"/v2/orders*","status":0 """), 2),
        (Requests("delay-before-booking", """ "method":"post","path":"/v2/orders*","milliseconds":1500 """), 2),
        (Requests("delay", """ "path":"/v2/*","milliseconds":700,"probability":0.5 """), 2),
        (Requests("rate-limit", """ "retry_after":1,"probability":0.5 """), 2),
        (Requests("html-page", """ "path":"/v2/*","status":502,"probability":0.5 """), 1),
        (Requests("truncated-body", """ "path":"/v2/orders*","probability":0.5 """), 1),
        (Requests("outage", ""), 2),
        (Streams("stream-silent", """ "stream":"/stream" """), 2),
        (Streams("disconnect-streams", """ "count":1 """), 2),
        (Streams("stream-drop", """ "stream":"/stream","probability":0.3 """), 2),
        (Streams("stream-duplicate", """ "stream":"/stream","probability":0.5 """, excuses: false), 2),
        (Streams("stream-reorder", """ "stream":"/stream","probability":0.3 """, excuses: false), 2),
        (Streams("stream-delay", """ "stream":"/stream","milliseconds":800 """), 2),
        (Orders("partial-fill", """ "remainder_after_seconds":900 """, excuses: false), 6),
        (Orders("reject-later", """ "side":"buy" """, excuses: false), 1),
        (Orders("fill-before-cancel", "", excuses: false), 2),
        (Orders("fill-while-canceling", "", excuses: false), 2),
        (Orders("fill-before-replace", "", excuses: false), 1),
        (Orders("fill-while-replacing", "", excuses: false), 1),
        (Orders("refuse-pending", "", excuses: true), 1),
        (Stuck("stuck-cancel"), 2),
        (Stuck("stuck-replace"), 2),
        (Stuck("stuck-new"), 1),
        (Halt, 2),
        (Gap, 3),
        (Orders("zero-quotes", """ "symbol":"SYMBOL" """, excuses: false), 1),
        (Orders("stale-quotes", """ "symbol":"SYMBOL" """, excuses: false), 1),
        (Requests("empty-body", """ "path":"/v2/orders*","probability":0.5 """), 1),
        (Requests("extra-fields", "", excuses: false), 1),
        (Strange("missing-field"), 3),
        (Strange("null-field"), 2),
        (Strange("unknown-text"), 3),
        (Requests("key-revoked", ""), 1),
        (UserSuspends, 1),
        (Orders("account-lag", """ "milliseconds":1500 """, excuses: false), 1),
        (Orders("clock-skew", """ "seconds":30 """, excuses: false), 1),
        (Streams("stream-batch", """ "stream":"/stream","messages":3,"probability":0.5 """, excuses: true), 1),
        (Streams("big-message", """ "stream":"/stream","bytes":300000,"probability":0.5 """, excuses: false), 1),
        (Streams("slow-client", """ "count":1 """), 1),
        (Streams("stream-error", """ "count":1,"closes":true """), 1),
        (Reconnecting("auth-silent"), 1),
        (Reconnecting("auth-refused"), 1),
        (Bands, 1),
        (Resting, 2),
    ];

    /// <summary>What an order, a position and an update of the stream are made of; <c>symbol</c> and <c>id</c> too, without which nobody knows whose it is.</summary>
    private static readonly IReadOnlyList<string> Fields =
    [
        "symbol", "id", "client_order_id", "status", "side", "type", "order_type", "order_class", "qty", "qty_available", "filled_qty", "filled_avg_price", "limit_price", "stop_price",
        "legs", "replaces", "replaced_by", "submitted_at", "updated_at", "timestamp", "event", "price", "avg_entry_price", "cum_qty", "order_id",
        "stream", "data", "order",
    ];

    /// <param name="speed">Venue seconds a machine second.</param>
    public static FaultStep Draw(ChaosRandom random, TimeSpan at, double speed)
    {
        ArgumentNullException.ThrowIfNull(random);
        var drawn = random.Weighted(All)(random, speed);
        return new FaultStep(at, drawn.Kind, drawn.Body, drawn.Lasts, random.Unit(), drawn.Excuses);
    }

    private static Func<ChaosRandom, double, Drawn> Requests(string kind, string says, bool excuses = true) => (random, _) => Timed(kind, says, random.Between(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(3)), excuses);

    private static Func<ChaosRandom, double, Drawn> Streams(string kind, string says, bool excuses = true) => (random, _) => Timed(kind, says, random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)), excuses);

    private static Func<ChaosRandom, double, Drawn> Orders(string kind, string says, bool excuses) => (random, _) => Timed(kind, says, random.Between(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(6)), excuses);

    /// <summary>Words that nobody has heard of, or fields that are not there, in replies or updates: what cannot be read has not been reported.</summary>
    private static Func<ChaosRandom, double, Drawn> Strange(string kind) => (random, _) =>
    {
        var (field, lasts) = (random.Of(Fields), random.Between(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(3)));
        return Timed(kind, $""" "field":"{field}","where":"{random.Of(["reply", "stream", "both"])}","probability":{(random.Unit() < 0.5 ? "0.5" : "1")} """, lasts, excuses: true);
    };

    /// <summary>Every stream is cut, and signing in fails for a while.</summary>
    private static Func<ChaosRandom, double, Drawn> Reconnecting(string kind) => (random, _) =>
    {
        var lasts = random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));
        return new Drawn(kind, $$"""[{{Body(kind, "", lasts)}},{"kind":"disconnect-streams","count":1}]""", lasts, Excuses: true);
    };

    /// <summary>Nothing trades beyond the bands; stops and exits go on resting.</summary>
    private static Drawn Bands(ChaosRandom random, double speed)
    {
        var (percent, lasts) = (Math.Round(0.2 + (random.Unit() * 2), 1), random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)));
        return new Drawn("price-bands", Text($"{{\"kind\":\"price-bands\",\"symbol\":\"SYMBOL\",\"percent\":{percent},\"seconds\":{Math.Max(1, lasts.TotalSeconds * speed):0},\"count\":1}}"), lasts, Excuses: false);
    }

    /// <summary>The account's own switch: no new order is taken, sells neither.</summary>
    private static Drawn UserSuspends(ChaosRandom random, double speed)
    {
        var lasts = random.Between(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(3));
        return new Drawn("suspend-trade", Text($"{{\"kind\":\"suspend-trade\",\"seconds\":{Math.Max(1, lasts.TotalSeconds * speed):0},\"count\":1}}"), lasts, Excuses: true);
    }

    /// <summary>Its open orders rest and do nothing until somebody cancels them: a stop among them protects no more.</summary>
    private static Drawn Resting(ChaosRandom random, double speed) =>
        new("order-status", Text($"{{\"kind\":\"order-status\",\"symbol\":\"SYMBOL\",\"status\":\"{random.Of(["suspended", "done_for_day", "calculated"])}\",\"count\":1}}"), TimeSpan.Zero, Excuses: false);

    /// <summary>What it holds up stays held up after it is over.</summary>
    private static Func<ChaosRandom, double, Drawn> Stuck(string kind) => (random, speed) =>
    {
        var (armed, stuck) = (random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)), random.Between(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(3)));
        return new Drawn(kind, Body(kind, Text($" \"seconds\":{Math.Max(1, stuck.TotalSeconds * speed):0} "), armed), armed + stuck, Excuses: true);
    };

    private static Drawn Halt(ChaosRandom random, double speed)
    {
        var lasts = random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));
        var kind = random.Of(["halt", "luld-pause"]);
        // It resumes by itself; the time of arming must not outlast it, or it would happen again.
        return new Drawn(kind, Text($"{{\"kind\":\"{kind}\",\"symbol\":\"SYMBOL\",\"seconds\":{Math.Max(1, lasts.TotalSeconds * speed):0},\"count\":1}}"), lasts, Excuses: true);
    }

    private static Drawn Gap(ChaosRandom random, double speed)
    {
        var percent = Math.Round(random.Unit() * 6 - 4, 1);
        return new Drawn("price-gap", Text($"{{\"kind\":\"price-gap\",\"symbol\":\"SYMBOL\",\"percent\":{(percent == 0 ? -1 : percent)},\"count\":1}}"), TimeSpan.Zero, Excuses: false);
    }

    private static Drawn Timed(string kind, string says, TimeSpan lasts, bool excuses) => new(kind, Body(kind, says, lasts), lasts, excuses);

    private static string Body(string kind, string says, TimeSpan lasts) =>
        Text($"{{\"kind\":\"{kind}\",\"for_machine\":{lasts.TotalSeconds:0.###}{(says.Length > 0 ? $",{says.Trim()}" : "")}}}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Drawn(string Kind, string Body, TimeSpan Lasts, bool Excuses);
}
