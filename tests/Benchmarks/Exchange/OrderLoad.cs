using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Pipeline.Tests.Benchmarks.Exchange;

/// <summary>Sends the same orders to a simulator or to the floor: one half trades at once, the other rests far below the market.</summary>
internal sealed class OrderLoad : IDisposable
{
    private readonly HttpClient _client;
    private readonly IReadOnlyList<string> _symbols;
    private readonly int _clients;
    private int _sent;

    /// <param name="url">Where to.</param>
    /// <param name="symbols">Symbols, taken in turn.</param>
    /// <param name="clients">Connections that send at the same time.</param>
    public OrderLoad(string url, IReadOnlyList<string> symbols, int clients)
    {
        _client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = clients }) { BaseAddress = new Uri(url) };
        _client.DefaultRequestHeaders.Add("APCA-API-KEY-ID", "demo");
        _client.DefaultRequestHeaders.Add("APCA-API-SECRET-KEY", "demo");
        (_symbols, _clients) = (symbols, clients);
    }

    /// <summary>As many as it takes, each client the next as soon as it has its answer; returns orders a second.</summary>
    public async Task<double> FastestAsync(int orders, CancellationToken cancellationToken)
    {
        var left = orders;
        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, _clients).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0) await SendAsync(cancellationToken);
        }));
        return orders / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>At a fixed rate, whatever the answers do; returns the time from when each was due until its answer was there.</summary>
    public async Task<IReadOnlyList<TimeSpan>> AtRateAsync(int orders, int perSecond, CancellationToken cancellationToken)
    {
        var took = new ConcurrentBag<TimeSpan>();
        var pending = new List<Task>(orders);
        var began = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (pending.Count < orders && await timer.WaitForNextTickAsync(cancellationToken))
        {
            var due = Math.Min(orders, (int)(TimeProvider.System.GetElapsedTime(began).TotalSeconds * perSecond));
            while (pending.Count < due) pending.Add(OneAsync(TimeSpan.FromSeconds((double)pending.Count / perSecond)));
        }

        await Task.WhenAll(pending);
        return [.. took];

        async Task OneAsync(TimeSpan due)
        {
            await SendAsync(cancellationToken);
            took.Add(TimeProvider.System.GetElapsedTime(began) - due);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _sent);
        var symbol = _symbols[number % _symbols.Count];
        var kind = number % 2 == 0 ? "\"type\":\"market\"" : "\"type\":\"limit\",\"limit_price\":\"1.00\"";
        var body = string.Create(CultureInfo.InvariantCulture,
            $$"""{"symbol":"{{symbol}}","qty":"10","side":"buy",{{kind}},"time_in_force":"gtc","client_order_id":"bench-{{number}}"}""");
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await _client.PostAsync(new Uri("/v2/orders", UriKind.Relative), content, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"An order of the load was refused: {(int)answer.StatusCode} {text}");
    }
}
