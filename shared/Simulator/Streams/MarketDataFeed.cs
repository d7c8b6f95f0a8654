using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Http;
using Pipeline.Simulator.Markets;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Streams;

/// <summary>One market-data endpoint, such as /v2/iex: bars when their minute ends, quotes and trades every two venue seconds.</summary>
/// <param name="symbolLimit">Greatest number of symbols a client may name; 0 for no limit.</param>
public sealed class MarketDataFeed(ApiKeys keys, ISimulatedMarket market, TimeProvider machine, int symbolLimit) : IStepListener
{
    private static readonly TimeSpan AuthenticationTime = TimeSpan.FromSeconds(10);
    private readonly string[] _symbols = [.. market.Assets.Select(asset => asset.Symbol)];
    private MarketDataClient? _client;

    public void Occurred(IReadOnlyList<ExchangeEvent> events)
    {
    }

    public void Reached(DateTimeOffset second)
    {
        if (Volatile.Read(ref _client) is not { } client || client.Wants is not { } wants) return;
        var batch = new ItemBatch(client.Send);
        if (second.Second == 0 && wants.WantsAny("bars")) Bars(batch, wants, second.AddMinutes(-1));
        if (second.Second == 0 && wants.WantsAny("dailyBars")) DailyBars(batch, wants, second);
        if (second.Second % 2 == 0) QuotesAndTrades(batch, wants, second);
        batch.Flush();
    }

    /// <summary>Cuts the connection and frees its place at once.</summary>
    public void DisconnectAll() => Interlocked.Exchange(ref _client, null)?.Abort();

    public async Task ServeAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        var peer = new Peer(socket, WebSocketMessageType.Text);
        var client = new MarketDataClient(peer, keys, symbolLimit, Claim);
        using var late = new CancellationTokenSource(AuthenticationTime, machine);
        await using var watch = late.Token.Register(client.AuthenticationTimedOut);
        client.Greet();
        try
        {
            await peer.RunAsync(client.Received, cancellationToken);
        }
        finally
        {
            Interlocked.CompareExchange(ref _client, null, client);
        }

        bool Claim(MarketDataClient claimant) => Interlocked.CompareExchange(ref _client, claimant, null) is null;
    }

    private void Bars(ItemBatch batch, Subscription wants, DateTimeOffset minute)
    {
        foreach (var symbol in wants.Of("bars", _symbols))
        {
            if (market.BarAt(symbol, minute) is { } bar) batch.Add(json => MarketJson.Bar(json, bar, "b"));
        }
    }

    private void DailyBars(ItemBatch batch, Subscription wants, DateTimeOffset now)
    {
        foreach (var symbol in wants.Of("dailyBars", _symbols))
        {
            if (market.BarAt(symbol, now.AddMinutes(-1)) is not null && MarketHistory.Day(market, symbol, NewYork.DayOf(now), now) is { } bar)
                batch.Add(json => MarketJson.Bar(json, bar, "d"));
        }
    }

    private void QuotesAndTrades(ItemBatch batch, Subscription wants, DateTimeOffset second)
    {
        if (!wants.WantsAny("quotes") && !wants.WantsAny("trades")) return;
        foreach (var symbol in _symbols)
        {
            var (quotes, trades) = (wants.Wants("quotes", symbol), wants.Wants("trades", symbol));
            // A tick older than now means that the symbol is not trading: nothing new to tell.
            if ((!quotes && !trades) || market.TickAt(symbol, second) is not { } tick || tick.At < second) continue;
            if (quotes) batch.Add(json => MarketJson.Quote(json, symbol, tick, streamed: true));
            if (trades) batch.Add(json => MarketJson.Trade(json, symbol, tick, streamed: true));
        }
    }
}
