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
    ];

    /// <param name="speed">Venue seconds a machine second.</param>
    public static FaultStep Draw(ChaosRandom random, TimeSpan at, double speed)
    {
        ArgumentNullException.ThrowIfNull(random);
        var drawn = random.Weighted(All)(random, speed);
        return new FaultStep(at, drawn.Kind, drawn.Body, drawn.Lasts, random.Unit(), drawn.Excuses);
    }

    private static Func<ChaosRandom, double, Drawn> Requests(string kind, string says) => (random, _) => Timed(kind, says, random.Between(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(3)), excuses: true);

    private static Func<ChaosRandom, double, Drawn> Streams(string kind, string says, bool excuses = true) => (random, _) => Timed(kind, says, random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)), excuses);

    private static Func<ChaosRandom, double, Drawn> Orders(string kind, string says, bool excuses) => (random, _) => Timed(kind, says, random.Between(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(6)), excuses);

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
