using System.Globalization;
using Pipeline.Simulator.Faults.Input;
using Pipeline.Simulator.Faults.Requests;
using static Pipeline.Simulator.Faults.Input.FaultParameter;

namespace Pipeline.Simulator.Faults.Kinds;

/// <summary>What may go wrong with REST requests and replies.</summary>
public static class ReplyKinds
{
    private static readonly FaultFilter Orders = new() { Method = "POST", Path = "/v2/orders*" };

    private static readonly FaultParameter Shape = Choice("body", "what the reply has for a body", "codeless", "json", "codeless", "html", "empty");

    private static readonly FaultParameter RetryAfter = Whole("retry_after", "seconds of a Retry-After header", null, 0, 86_400);

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        Kind("error-before-booking", "an error status; the venue has seen nothing", Orders,
            said => Ending(said, booked: false) with { RetryAfter = Maybe(said, "retry_after") },
            Whole("status", "HTTP status", 503, 400, 599), Whole("code", "the venue's numeric code, where the body is json", 0, 0, 99_999_999), Shape, Text("text", "its message", "service unavailable"), RetryAfter),
        Kind("drop-before-booking", "the connection is dropped; the venue has seen nothing", Orders, _ => new ReplyFault { Drops = true }),
        Kind("drop-after-booking", "the venue has done it; the connection is dropped or an error status sent", Orders,
            said => said.Whole("status") == 0 ? new ReplyFault { Drops = true, Booked = true } : Ending(said, booked: true),
            Whole("status", "HTTP status; 0 drops the connection", 0, 0, 599), Shape, Text("text", "its message", "gateway timeout")),
        Kind("delay", "the venue has done it; the reply leaves later, so the streams come first", Orders,
            said => new ReplyFault { DelayAfter = said.Milliseconds("milliseconds") }, Late(0)),
        Kind("delay-before-booking", "the venue sees the request later, even if the client has hung up meanwhile", Orders,
            said => new ReplyFault { DelayBefore = said.Milliseconds("milliseconds") }, Late(1000)),
        Kind("rate-limit", "429; the venue has seen nothing", new FaultFilter { Path = "/v2/*" },
            said => Ending(said, booked: false) with { Status = 429, Code = 42910000, RateHeaders = said.Flag("headers"), RetryAfter = Maybe(said, "retry_after") },
            Flag("headers", "whether the X-Ratelimit headers are sent", true), Shape with { Default = "json" }, Text("text", "its message", "rate limit exceeded"), RetryAfter),
        Kind("html-page", "a page instead of JSON", Orders,
            said => new ReplyFault { Body = ReplyBody.Html, Booked = said.Flag("booked"), Status = said.Whole("status"), Text = said.Text("text")! },
            Whole("status", "HTTP status; 0 for the venue's own", 502, 0, 599), Flag("booked", "whether the venue does it", false), Text("text", "its title", "Bad Gateway")),
        Kind("empty-body", "the venue has done it; the reply has no body", Orders,
            said => new ReplyFault { Body = ReplyBody.Empty, Booked = true, Status = said.Whole("status") },
            Whole("status", "HTTP status; 0 for the venue's own", 0, 0, 599)),
        Kind("truncated-body", "the venue has done it; the reply is cut off in its middle", Orders, _ => new ReplyFault { Body = ReplyBody.Truncated, Booked = true }),
        Kind("refuse-orders", "new orders are refused with a code and a text", new FaultFilter { Method = "POST", Path = "/v2/orders" },
            said => Ending(said, booked: false) with { Body = ReplyBody.Json },
            Whole("status", "HTTP status", 403, 400, 499), Whole("code", "the venue's numeric code", 40310000, 0, 99_999_999),
            Text("text", "its message", "new orders are rejected by user request")) with { Lasts = true },
        Kind("key-revoked", "401 for every request and stream", new FaultFilter(),
            _ => new ReplyFault { Body = ReplyBody.Codeless, Status = 401, Text = "unauthorized.", RevokesKeys = true }) with { Lasts = true },
        new("account-lag", FaultFamily.Reply, "the account shows an execution's cash later than the streams tell of it", said => new AccountLagFault(said.Milliseconds("milliseconds")))
        {
            Parameters = [Number("milliseconds", "machine milliseconds", 425, 1, 600_000)],
            Filters = ["client"],
            Filter = new FaultFilter { Method = "GET", Path = "/v2/account" },
            Lasts = true,
        },
        Kind("outage", "the connection is taken and closed again, nothing is done; streams included", new FaultFilter(), _ => new ReplyFault { Drops = true }) with { Lasts = true },
    ];

    private static FaultKind Kind(string name, string summary, FaultFilter filter, Func<FaultArguments, ReplyFault> create, params FaultParameter[] parameters) =>
        new(name, FaultFamily.Reply, summary, create) { Parameters = parameters, Filter = filter, Filters = CommonParameters.OfRequests };

    private static FaultParameter Late(decimal fallback) => Number("milliseconds", "machine milliseconds", fallback, 0, 3_600_000);

    private static ReplyFault Ending(FaultArguments said, bool booked) => new()
    {
        Booked = booked,
        Status = said.Has("status") ? said.Whole("status") : 0,
        Code = said.Has("code") ? said.Whole("code") : 0,
        Body = said.Text("body") is { } body ? Enum.Parse<ReplyBody>(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(body)) : ReplyBody.Json,
        Text = said.Text("text") ?? "",
    };

    private static int? Maybe(FaultArguments said, string name) => said.Number(name) is { } number ? (int)number : null;
}
