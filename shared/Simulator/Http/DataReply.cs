using System.Buffers;
using System.Text.Json;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Http;

/// <summary>Replies of the data API, written without building them in memory first.</summary>
public static class DataReply
{
    /// <summary>A reply whose whole body is written at once.</summary>
    public static Reply Of(Action<IItemWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer)) write(new JsonItemWriter(json));
        return new Reply(200, buffer.WrittenSpan.ToArray());
    }

    /// <summary>A page of a historical endpoint.</summary>
    /// <param name="name">Name of the list: bars, quotes, trades or auctions.</param>
    /// <param name="symbol">The symbol of the path, or null when lists are told apart by symbol.</param>
    public static Reply Page<T>(string name, string? symbol, IReadOnlyList<(string Symbol, T Item)> items, string? next, Action<IItemWriter, string, T> write) => Of(json =>
    {
        json.StartObject();
        if (symbol is not null) json.Text("symbol", symbol);
        json.Name(name);
        if (symbol is null) json.StartObject();
        else List(symbol, items);
        if (symbol is null)
        {
            foreach (var group in items.GroupBy(item => item.Symbol))
            {
                json.Name(group.Key);
                List(group.Key, group);
            }

            json.EndObject();
        }

        json.Text("next_page_token", next);
        json.EndObject();

        void List(string of, IEnumerable<(string Symbol, T Item)> list)
        {
            json.StartArray();
            foreach (var (_, item) in list) write(json, of, item);
            json.EndArray();
        }
    });

    /// <summary>A value for each symbol, under a name or bare.</summary>
    /// <param name="name">Name of the map, or null for none.</param>
    public static Reply Map(string? name, IEnumerable<string> symbols, Action<IItemWriter, string> write) => Of(json =>
    {
        json.StartObject();
        if (name is not null)
        {
            json.Name(name);
            json.StartObject();
        }

        foreach (var symbol in symbols)
        {
            json.Name(symbol);
            write(json, symbol);
        }

        if (name is not null) json.EndObject();
        json.EndObject();
    });
}
