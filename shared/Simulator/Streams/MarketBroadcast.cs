using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Streams;

/// <summary>
/// Sends market data to the clients of every endpoint. Clients that want the same in the same encoding share the messages;
/// each item is encoded once for all of them.
/// </summary>
public sealed class MarketBroadcast(IReadOnlyDictionary<FeedKind, IFeedItems> items, IReadOnlyList<MarketDataFeed> feeds) : IStepListener, IDisposable
{
    private readonly ItemBatch _json = new(DataEncoding.Json);
    private readonly ItemBatch _packed = new(DataEncoding.MessagePack);

    public void Occurred(IReadOnlyList<ExchangeEvent> events)
    {
    }

    public void Reached(DateTimeOffset second)
    {
        if (feeds.All(feed => feed.IsEmpty)) return;
        var listeners = feeds.SelectMany(feed => feed.Clients.Select(client => new Listener(client, feed.Endpoint.Kind, feed.Endpoint.Delay, client.Wants)));
        foreach (var alike in listeners.Where(one => one.Wants is not null).GroupBy(one => (one.Kind, one.Delay, one.Client.Encoding, one.Wants)))
        {
            var (kind, delay, encoding, wants) = alike.Key;
            if (!items.TryGetValue(kind, out var writer)) continue;
            var batch = encoding == DataEncoding.Json ? _json : _packed;
            // A new listener's first order book is the whole one.
            if (writer is PriceItems prices) SendNewBooks(prices, batch, alike.Select(one => one.Client), second - delay);
            writer.Write(batch, wants!, second - delay);
            Send(batch.Take(), alike.Select(one => one.Client));
        }
    }

    /// <summary>Tells something beside prices to those who subscribed to it: a trading status, a correction.</summary>
    /// <param name="write">Writes one item.</param>
    public void Tell(FeedKind kind, string channel, string symbol, Action<IItemWriter> write)
    {
        var wanting = feeds.Where(feed => feed.Endpoint.Kind == kind).SelectMany(feed => feed.Clients).Where(client => client.Wants?.Wants(channel, symbol) == true);
        foreach (var alike in wanting.GroupBy(client => client.Encoding))
        {
            using var batch = new ItemBatch(alike.Key);
            write(batch.Item);
            batch.Add();
            Send(batch.Take(), alike);
        }
    }

    public void Dispose()
    {
        _json.Dispose();
        _packed.Dispose();
    }

    private static void SendNewBooks(PriceItems prices, ItemBatch batch, IEnumerable<MarketDataClient> clients, DateTimeOffset second)
    {
        if (second.Second % 2 != 0) return;
        foreach (var client in clients)
        {
            foreach (var symbol in client.TakeNewBooks()) prices.WriteBook(batch, symbol, second);
            Send(batch.Take(), [client]);
        }
    }

    private static void Send(IReadOnlyList<ReadOnlyMemory<byte>> messages, IEnumerable<MarketDataClient> clients)
    {
        if (messages.Count == 0) return;
        foreach (var client in clients)
        {
            foreach (var message in messages) client.Send(message);
        }
    }

    private sealed record Listener(MarketDataClient Client, FeedKind Kind, TimeSpan Delay, Subscription? Wants);
}
