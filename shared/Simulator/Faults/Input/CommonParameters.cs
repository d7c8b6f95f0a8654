using static Pipeline.Simulator.Faults.Input.FaultParameter;

namespace Pipeline.Simulator.Faults.Input;

/// <summary>What may be said about every fault: when it happens, and to whom.</summary>
public static class CommonParameters
{
    private const decimal Year = 366m * 86_400m;

    public static readonly IReadOnlyList<FaultParameter> Trigger =
    [
        Time("at", "venue time from which it may happen"),
        Number("after", "venue seconds after arming from which it may happen", null, 0, Year),
        Number("for", "venue seconds it lasts", null, 0.001m, Year),
        Number("for_machine", "machine seconds it lasts", null, 0.001m, Year),
        Number("every", "venue seconds between two times it happens by itself", null, 1, Year),
        Whole("count", "how often it happens at most", null, 1, 1_000_000_000),
        Whole("skip", "occasions it lets pass first", 0, 0, 1_000_000_000),
        Number("probability", "chance that it happens on an occasion", 1, 0.000001m, 1),
        Whole("seed", "seeds that chance; else the board's seed does", null, 0, long.MaxValue),
    ];

    public static readonly IReadOnlyDictionary<string, FaultParameter> Filters = new[]
    {
        Choice("method", "HTTP method", null, "get", "post", "patch", "delete", "put"),
        Text("path", "path of the request; a star at its end stands for anything that follows"),
        Text("stream", "path of the stream, such as /stream or /v2/iex"),
        Text("client", "part of the client's User-Agent"),
        Text("symbol", "symbol"),
        Choice("side", "side of the order", null, "buy", "sell"),
        Choice("order_class", "class of the order", null, "simple", "bracket", "oco", "oto"),
        Choice("order_type", "type of the order", null, "market", "limit", "stop", "stop_limit", "trailing_stop"),
        Choice("role", "what the order is within its family", null, "entry", "take_profit", "stop_loss"),
        Text("client_order_id", "how the client order id begins"),
        Text("event", "event of a trade update, T of a market-data item, or control"),
    }.ToDictionary(parameter => parameter.Name);

    public static readonly IReadOnlyList<string> OfRequests = ["method", "path", "client", "symbol", "side", "order_class", "order_type", "client_order_id"];

    public static readonly IReadOnlyList<string> OfOrders = ["symbol", "side", "order_class", "order_type", "role", "client_order_id"];

    public static readonly IReadOnlyList<string> OfStreams = ["stream", "client"];

    public static readonly IReadOnlyList<string> OfMessages = ["stream", "client", "symbol", "event"];

    public static readonly IReadOnlyList<string> OfSymbols = ["symbol"];

    /// <param name="said">The arguments that were given.</param>
    /// <param name="lasts">True when it lasts as long as it is armed.</param>
    public static FaultTrigger TriggerOf(FaultArguments said, bool lasts)
    {
        // Asked for once, it happens once; asked for with a duration or a chance, as often as that lets it.
        var open = lasts || said.Has("for") || said.Has("for_machine") || said.Has("every") || said.Number("probability") < 1m;
        return new FaultTrigger
        {
            At = said.Time("at"),
            After = (double?)said.Number("after"),
            For = (double?)said.Number("for"),
            ForMachine = (double?)said.Number("for_machine"),
            Every = (double?)said.Number("every"),
            Count = said.Number("count") is { } count ? (int)count : open ? null : 1,
            Skip = said.Whole("skip"),
            Probability = (double)said.Number("probability")!.Value,
            Seed = (ulong?)said.Number("seed"),
        };
    }

    /// <param name="fallback">What holds where nothing was said.</param>
    public static FaultFilter FilterOf(FaultArguments said, FaultFilter fallback) => fallback with
    {
        Method = said.Text("method") ?? fallback.Method,
        Path = said.Text("path") ?? said.Text("stream") ?? fallback.Path,
        Client = said.Text("client") ?? fallback.Client,
        Symbol = said.Text("symbol") ?? fallback.Symbol,
        // An exit may be of either side.
        Side = said.Text("side") ?? (said.Has("role") ? null : fallback.Side),
        OrderClass = said.Text("order_class") ?? fallback.OrderClass,
        OrderType = said.Text("order_type") ?? fallback.OrderType,
        Role = said.Text("role") ?? fallback.Role,
        ClientOrderId = said.Text("client_order_id") ?? fallback.ClientOrderId,
        Event = said.Text("event") ?? fallback.Event,
    };
}
