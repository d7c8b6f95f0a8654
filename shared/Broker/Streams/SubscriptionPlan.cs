using Pipeline.Broker.Port;
using Pipeline.Contracts.Values;

namespace Pipeline.Broker.Streams;

/// <summary>Brings what the venue confirms to what is wanted, in requests of at most 100 names, what is too much first.</summary>
/// <remarks>The venue refuses a request over its symbol limit as a whole: batches then shrink until what fits is in.</remarks>
internal sealed class SubscriptionPlan
{
    private const int NamesAMessage = 100;
    private readonly HashSet<StreamChannel> _givenUp = [];
    private HashSet<StreamChannel> _wanted = [];
    // Replaced as a whole and never changed: others look while the session goes on.
    private volatile HashSet<StreamChannel> _confirmed = [];
    private int _batch = NamesAMessage;

    /// <summary>States anew what is wanted; what was refused before may be asked for again.</summary>
    public void Want(MarketSubscription wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var bars = wanted.AllBars ? [StreamChannel.Everything] : wanted.Bars.Select(symbol => symbol.Name).ToList();
        _wanted =
        [
            .. bars.Select(name => new StreamChannel(StreamChannel.Bars, name)),
            .. bars.Select(name => new StreamChannel(StreamChannel.UpdatedBars, name)),
            .. wanted.Quotes.Select(symbol => new StreamChannel(StreamChannel.Quotes, symbol.Name)),
        ];
        _givenUp.Clear();
        _batch = NamesAMessage;
    }

    /// <summary>True until the venue's limit has been met since something was last wanted.</summary>
    public bool MeetsLimitFirst => _batch == NamesAMessage;

    /// <summary>The venue has confirmed that it streams bars or quotes of a symbol. May be asked from any thread.</summary>
    public bool Grants(Symbol symbol)
    {
        var confirmed = _confirmed;
        return confirmed.Contains(new StreamChannel(StreamChannel.Bars, StreamChannel.Everything))
            || confirmed.Contains(new StreamChannel(StreamChannel.Bars, symbol.Name))
            || confirmed.Contains(new StreamChannel(StreamChannel.Quotes, symbol.Name));
    }

    /// <summary>The next request; null when the venue has confirmed all that can be had.</summary>
    public SubscriptionRequest? Next()
    {
        var superfluous = Batch(_confirmed.Except(_wanted).Except(_givenUp), NamesAMessage);
        if (superfluous.Count > 0)
            return new SubscriptionRequest(Subscribe: false, superfluous);
        var missing = Batch(_wanted.Except(_confirmed).Except(_givenUp), _batch);
        return missing.Count > 0 ? new SubscriptionRequest(Subscribe: true, missing) : null;
    }

    /// <summary>Takes the venue's complete set as the truth.</summary>
    /// <returns>What was asked for and not granted; it is not asked for again until something else is wanted.</returns>
    public IReadOnlyList<StreamChannel> Confirm(SubscriptionRequest? asked, IEnumerable<StreamChannel> complete)
    {
        _confirmed = complete.ToHashSet();
        if (asked is null)
            return [];
        var ignored = asked.Channels.Where(channel => _confirmed.Contains(channel) != asked.Subscribe).ToList();
        _givenUp.UnionWith(ignored);
        return ignored;
    }

    /// <summary>The venue's symbol limit refused the request: smaller steps follow, and at one name an end.</summary>
    public void RefuseByLimit(SubscriptionRequest asked)
    {
        if (asked.Channels.Count > 1)
            _batch = Math.Max(1, asked.Channels.Count / 2);
        else
            _givenUp.UnionWith(_wanted.Except(_confirmed));
    }

    /// <summary>The venue refused the request for good.</summary>
    public void Refuse(SubscriptionRequest asked) => _givenUp.UnionWith(asked.Channels);

    private static List<StreamChannel> Batch(IEnumerable<StreamChannel> channels, int size) =>
        [.. channels.OrderBy(channel => channel.Kind, StringComparer.Ordinal).ThenBy(channel => channel.Name, StringComparer.Ordinal).Take(size)];
}
