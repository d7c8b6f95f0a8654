using System.Text.Json;
using Pipeline.Exchange;
using Pipeline.Simulator.Markets;

namespace Pipeline.Simulator.Wire;

/// <summary>Bars, quotes and trades of Alpaca's data API; a stream item also says its kind and symbol.</summary>
public static class MarketJson
{
    public static void Bar(Utf8JsonWriter json, MinuteBar bar, string? kind = null)
    {
        Start(json, kind, bar.Symbol);
        json.WriteString("t", WireTime.Utc(bar.At));
        json.WriteNumber("o", bar.Open);
        json.WriteNumber("h", bar.High);
        json.WriteNumber("l", bar.Low);
        json.WriteNumber("c", bar.Close);
        json.WriteNumber("v", bar.Volume);
        json.WriteNumber("n", bar.Trades);
        json.WriteNumber("vw", bar.AveragePrice);
        json.WriteEndObject();
    }

    public static void Quote(Utf8JsonWriter json, string symbol, Tick tick, bool streamed)
    {
        Start(json, streamed ? "q" : null, symbol);
        json.WriteString("t", WireTime.Utc(tick.At));
        json.WriteString("bx", "V");
        json.WriteNumber("bp", tick.Bid);
        json.WriteNumber("bs", tick.BidSize);
        json.WriteString("ax", "V");
        json.WriteNumber("ap", tick.Ask);
        json.WriteNumber("as", tick.AskSize);
        Conditions(json, "R");
        json.WriteEndObject();
    }

    public static void Trade(Utf8JsonWriter json, string symbol, Tick tick, bool streamed)
    {
        Start(json, streamed ? "t" : null, symbol);
        json.WriteString("t", WireTime.Utc(tick.At));
        json.WriteNumber("i", tick.At.ToUnixTimeMilliseconds());
        json.WriteString("x", "V");
        json.WriteNumber("p", tick.Last);
        json.WriteNumber("s", tick.AskSize);
        Conditions(json, "@");
        json.WriteEndObject();
    }

    private static void Start(Utf8JsonWriter json, string? kind, string symbol)
    {
        json.WriteStartObject();
        if (kind is null) return;
        json.WriteString("T", kind);
        json.WriteString("S", symbol);
    }

    private static void Conditions(Utf8JsonWriter json, string condition)
    {
        json.WriteStartArray("c");
        json.WriteStringValue(condition);
        json.WriteEndArray();
        json.WriteString("z", "C");
    }
}
