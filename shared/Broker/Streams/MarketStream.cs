using System.Collections.Frozen;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Values;

namespace Pipeline.Broker.Streams;

/// <inheritdoc cref="IMarketStream"/>
/// <param name="name">What it is called in logs.</param>
/// <param name="url">One of the venue's endpoints; each has one connection of its own.</param>
internal sealed class MarketStream(string name, Uri url, ApiKeys keys, VenueOptions options, IMarketData data, TimeProvider time, ILogger<MarketStream> logger) : IMarketStream
{
    private readonly SilenceWatch _silence = new(data, options, time);

    private readonly ReconnectingStream<MarketStreamItem> _stream = new(name, url, keys, options, time, logger);

    private volatile MarketSubscription _wanted = new(AllBars: false, FrozenSet<Symbol>.Empty, FrozenSet<Symbol>.Empty);
    private volatile MarketSession? _session;

    public IAsyncEnumerable<MarketStreamItem> ReadAsync(CancellationToken cancellationToken) =>
        _stream.ReadAsync(LiveAsync, (reason, wentSilent) => new MarketStreamItem.Lost(reason, wentSilent), cancellationToken);

    public void Want(MarketSubscription wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        // The caller may go on changing its sets.
        _wanted = wanted with { Bars = wanted.Bars.ToFrozenSet(), Quotes = wanted.Quotes.ToFrozenSet() };
        _session?.WantedChanged();
    }

    private async Task LiveAsync(StreamSocket socket, ChannelWriter<MarketStreamItem> items, CancellationToken cancellationToken)
    {
        var session = new MarketSession(name, socket, keys, options, _silence, time, logger, items);
        _session = session;
        try
        {
            await session.RunAsync(() => _wanted, cancellationToken);
        }
        finally
        {
            _session = null;
        }
    }
}
