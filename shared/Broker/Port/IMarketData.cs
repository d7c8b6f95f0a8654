using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;

namespace Pipeline.Broker.Port;

/// <summary>Market data by request. Throws like <see cref="IVenueReader"/>.</summary>
public interface IMarketData
{
    /// <summary>Completed minute bars in [start, end), by symbol, oldest first; a symbol without bars is absent.</summary>
    Task<IReadOnlyDictionary<Symbol, IReadOnlyList<BarValues>>> GetMinuteBarsAsync(
        IReadOnlyCollection<Symbol> symbols, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken);

    /// <summary>The newest completed minute bar by symbol.</summary>
    Task<IReadOnlyDictionary<Symbol, BarValues>> GetLatestBarsAsync(IReadOnlyCollection<Symbol> symbols, CancellationToken cancellationToken);

    Task<IReadOnlyDictionary<Symbol, QuoteValues>> GetLatestQuotesAsync(IReadOnlyCollection<Symbol> symbols, CancellationToken cancellationToken);
}
