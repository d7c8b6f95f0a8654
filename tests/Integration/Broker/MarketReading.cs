using System.Collections.Concurrent;
using Pipeline.Broker.Port;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Broker;

/// <summary>Reads a market stream in the background and keeps what came.</summary>
public sealed class MarketReading : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;
    private int _seen;

    public MarketReading(IMarketStream stream) => _reading = ReadAsync(stream);

    public ConcurrentQueue<MarketStreamItem> Items { get; } = [];

    /// <summary>Waits for the next item like this, after the ones waited for before.</summary>
    public async Task Until(string what, Func<MarketStreamItem, bool> isIt) =>
        await Eventually.Holds(
            what,
            async () =>
            {
                if (_reading.IsFaulted)
                    await _reading;
                while (_seen < Items.Count)
                {
                    if (isIt(Items.ElementAt(_seen++)))
                        return true;
                }

                return false;
            },
            found: () => string.Join(", ", Items));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAny(_reading);
        _stop.Dispose();
    }

    private async Task ReadAsync(IMarketStream stream)
    {
        await foreach (var item in stream.ReadAsync(_stop.Token))
            Items.Enqueue(item);
    }
}

internal static class MarketStreamReading
{
    public static MarketReading Reading(this IMarketStream stream) => new(stream);
}
