using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Orchestrator.Chaos.Checking;

namespace Pipeline.Tests.Unit.Chaos;

/// <summary>A venue's log written by hand, as the simulator writes it: JSON lines. Seconds count from the opening of the session, one venue second a machine second.</summary>
internal sealed class VenueLogText
{
    public static readonly DateTimeOffset Open = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);
    private readonly List<string> _lines = [];
    private decimal _position;

    public VenueLogText() => Add(0, new JsonObject { ["type"] = "account_opened", ["cash"] = "100000" });

    public IReadOnlyList<VenueEntry> Entries => VenueLogReader.Read(_lines);

    public static DateTimeOffset At(double seconds) => Open.AddSeconds(seconds);

    /// <summary>An order's change; what is not given is that of a whole, unfilled order of 10 shares.</summary>
    public VenueLogText Order(
        double at, string what, string id, string side = "buy", string type = "limit", string @class = "bracket", string role = "entry", string? status = null, decimal quantity = 10,
        decimal filled = 0, string? parent = null, string? replaces = null, string? underlying = null, decimal limit = 100, string symbol = "ABCD", JsonObject? execution = null)
    {
        var order = new JsonObject
        {
            ["id"] = id,
            ["client_order_id"] = $"client-{id}",
            ["symbol"] = symbol,
            ["side"] = side,
            ["type"] = type,
            ["class"] = @class,
            ["role"] = role,
            ["status"] = status ?? what,
            ["quantity"] = Text(quantity),
            ["filled_quantity"] = Text(filled),
            ["limit_price"] = Text(limit),
        };
        foreach (var (name, value) in new[] { ("parent_id", parent), ("replaces", replaces), ("underlying", underlying) })
        {
            if (value is not null)
                order[name] = value;
        }

        var line = new JsonObject { ["type"] = "order", ["event"] = what, ["order"] = order };
        if (execution is not null)
            line["execution"] = execution;
        return Add(at, line);
    }

    /// <summary>An execution that fills an order for good, or in part.</summary>
    public VenueLogText Fill(
        double at, string id, decimal price, string side = "buy", string type = "limit", string @class = "bracket", string role = "entry", decimal quantity = 10, decimal of = 10, string? parent = null, string symbol = "ABCD")
    {
        _position += side == "buy" ? quantity : -quantity;
        var execution = new JsonObject
        {
            ["id"] = $"x-{_lines.Count}",
            ["order_id"] = id,
            ["symbol"] = symbol,
            ["side"] = side,
            ["price"] = Text(price),
            ["quantity"] = Text(quantity),
            ["cumulative_quantity"] = Text(quantity),
            ["position_quantity"] = Text(_position),
        };
        var whole = quantity == of;
        return Order(at, whole ? "fill" : "partial_fill", id, side, type, @class, role, whole ? "filled" : "partially_filled", of, quantity, parent, symbol: symbol, execution: execution);
    }

    /// <summary>A bracket that fills at once: 10 shares at 100, target working, stop held beside it.</summary>
    public VenueLogText Bracket(double at, string id = "e1", string symbol = "ABCD") => this
        .Order(at, "new", id, symbol: symbol)
        .Order(at, "held", $"{id}-target", "sell", role: "take_profit", parent: id, symbol: symbol)
        .Order(at, "held", $"{id}-stop", "sell", "stop", role: "stop_loss", parent: id, symbol: symbol)
        .Fill(at + 1, id, 100, symbol: symbol)
        .Order(at + 1, "new", $"{id}-target", "sell", role: "take_profit", parent: id, symbol: symbol);

    /// <summary>The bracket's target fills at 102, and the stop goes with it.</summary>
    public VenueLogText Target(double at, string id = "e1", string symbol = "ABCD") => this
        .Fill(at, $"{id}-target", 102, "sell", role: "take_profit", parent: id, symbol: symbol)
        .Order(at, "canceled", $"{id}-stop", "sell", "stop", role: "stop_loss", parent: id, symbol: symbol);

    public VenueLogText Add(double at, JsonObject line)
    {
        var time = At(at).ToString("O", CultureInfo.InvariantCulture);
        (line["sequence"], line["at"], line["machine_time"]) = (Text(_lines.Count + 1), time, time);
        _lines.Add(line.ToJsonString());
        return this;
    }

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
