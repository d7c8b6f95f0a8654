using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;

namespace Pipeline.Broker.Port;

/// <summary>The one market-data stream. It reconnects for ever and restores what was last wanted.</summary>
public interface IMarketStream
{
    /// <summary>Runs until canceled, which ends it with an <see cref="OperationCanceledException"/>; every item in order. One reader at a time.</summary>
    IAsyncEnumerable<MarketStreamItem> ReadAsync(CancellationToken cancellationToken);

    /// <summary>States the complete wanted set; the stream brings the subscription there, one request at a time, and verifies it by the venue's answer.</summary>
    void Want(MarketSubscription wanted);
}

/// <summary>What to receive.</summary>
/// <param name="AllBars">Bars of every symbol; <paramref name="Bars"/> is then ignored.</param>
/// <param name="Bars">Symbols whose minute bars are wanted.</param>
/// <param name="Quotes">Symbols whose quotes are wanted.</param>
public sealed record MarketSubscription(bool AllBars, IReadOnlySet<Symbol> Bars, IReadOnlySet<Symbol> Quotes);

/// <summary>What the market-data stream has to say.</summary>
public abstract record MarketStreamItem
{
    private MarketStreamItem()
    {
    }

    /// <summary>Subscribed, confirmed by the venue. Bars before this moment may be missing: fill the gap by REST now.</summary>
    public sealed record Connected : MarketStreamItem;

    /// <summary>Not receiving any more; another attempt follows by itself.</summary>
    /// <param name="WentSilent">The connection stood, and nothing came though the market goes on.</param>
    public sealed record Lost(string Reason, bool WentSilent = false) : MarketStreamItem;

    /// <summary>A completed minute; <paramref name="Revised"/> when the venue repeats a past minute with late trades.</summary>
    public sealed record BarClosed(Symbol Symbol, BarValues Bar, bool Revised) : MarketStreamItem;

    public sealed record QuoteChanged(Symbol Symbol, QuoteValues Quote) : MarketStreamItem;

    /// <summary>The venue refused (a part of) the subscription, for instance a symbol limit.</summary>
    public sealed record Refused(int Code, string Text) : MarketStreamItem;
}
