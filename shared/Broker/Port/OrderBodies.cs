using System.Buffers;
using System.Text;
using System.Text.Json;
using Pipeline.Contracts.Values;

namespace Pipeline.Broker.Port;

/// <summary>Request bodies, written once and stored with the intent; numbers travel as strings (wire contract 1.1).</summary>
public static class OrderBodies
{
    /// <summary>A limit buy with both exits as legs: good till canceled, regular session.</summary>
    public static string BracketBuy(string clientOrderId, Symbol symbol, Shares quantity, Price limit, Price stop, Price takeProfit) =>
        Write(body =>
        {
            Head(body, clientOrderId, symbol, quantity, "buy", "limit", "gtc");
            body.WriteString("limit_price", limit.ToString());
            body.WriteString("order_class", "bracket");
            Exits(body, stop, takeProfit);
        });

    /// <summary>A limit buy without exits: for parts of a share, which carry none.</summary>
    public static string DayBuy(string clientOrderId, Symbol symbol, Shares quantity, Price limit) => LimitBuy(clientOrderId, symbol, quantity, limit, "day");

    /// <summary>A limit buy of which the venue executes what it can at once, and cancels the rest: for pairs.</summary>
    public static string ImmediateBuy(string clientOrderId, Symbol symbol, Shares quantity, Price limit) => LimitBuy(clientOrderId, symbol, quantity, limit, "ioc");

    /// <summary>A take-profit and a stop for shares already held, one canceling the other: good till canceled.</summary>
    public static string OcoSell(string clientOrderId, Symbol symbol, Shares quantity, Price stop, Price takeProfit) =>
        Write(body =>
        {
            Head(body, clientOrderId, symbol, quantity, "sell", "limit", "gtc");
            body.WriteString("order_class", "oco");
            Exits(body, stop, takeProfit);
        });

    /// <summary>A stop for shares already held: good till canceled, or day where the venue allows no other.</summary>
    public static string StopSell(string clientOrderId, Symbol symbol, Shares quantity, Price stop, bool day) =>
        Write(body =>
        {
            Head(body, clientOrderId, symbol, quantity, "sell", "stop", day ? "day" : "gtc");
            body.WriteString("stop_price", stop.ToString());
        });

    /// <summary>A stop that turns into a limit: crypto knows no other, and takes it good till canceled only.</summary>
    public static string StopLimitSell(string clientOrderId, Symbol symbol, Shares quantity, Price stop, Price limit) =>
        Write(body =>
        {
            Head(body, clientOrderId, symbol, quantity, "sell", "stop_limit", "gtc");
            body.WriteString("stop_price", stop.ToString());
            body.WriteString("limit_price", limit.ToString());
        });

    /// <summary>For equities until the session's end; for crypto, which knows no day, what cannot be had at once is given up.</summary>
    public static string LimitSell(string clientOrderId, Symbol symbol, Shares quantity, Price limit) =>
        Write(body =>
        {
            Head(body, clientOrderId, symbol, quantity, "sell", "limit", symbol.IsCrypto ? "ioc" : "day");
            body.WriteString("limit_price", limit.ToString());
        });

    public static string MarketSell(string clientOrderId, Symbol symbol, Shares quantity) =>
        Write(body => Head(body, clientOrderId, symbol, quantity, "sell", "market", symbol.IsCrypto ? "ioc" : "day"));

    /// <summary>New prices or quantity for a working order, under a new id of the same family; what is null stays.</summary>
    public static string Replace(string clientOrderId, Shares? quantity, Price? limit, Price? stop) =>
        Write(body =>
        {
            body.WriteString("client_order_id", clientOrderId);
            if (quantity is { } shares)
                body.WriteString("qty", shares.ToString());
            if (limit is { } limitPrice)
                body.WriteString("limit_price", limitPrice.ToString());
            if (stop is { } stopPrice)
                body.WriteString("stop_price", stopPrice.ToString());
        });

    private static string LimitBuy(string clientOrderId, Symbol symbol, Shares quantity, Price limit, string timeInForce) =>
        Write(body =>
        {
            Head(body, clientOrderId, symbol, quantity, "buy", "limit", timeInForce);
            body.WriteString("limit_price", limit.ToString());
        });

    private static void Head(Utf8JsonWriter body, string clientOrderId, Symbol symbol, Shares quantity, string side, string type, string timeInForce)
    {
        body.WriteString("symbol", symbol.Name);
        body.WriteString("qty", quantity.ToString());
        body.WriteString("side", side);
        body.WriteString("type", type);
        body.WriteString("time_in_force", timeInForce);
        body.WriteString("client_order_id", clientOrderId);
    }

    private static void Exits(Utf8JsonWriter body, Price stop, Price takeProfit)
    {
        body.WriteStartObject("take_profit");
        body.WriteString("limit_price", takeProfit.ToString());
        body.WriteEndObject();
        body.WriteStartObject("stop_loss");
        body.WriteString("stop_price", stop.ToString());
        body.WriteEndObject();
    }

    private static string Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var body = new Utf8JsonWriter(buffer))
        {
            body.WriteStartObject();
            content(body);
            body.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
