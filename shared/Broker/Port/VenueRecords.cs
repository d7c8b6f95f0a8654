using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Broker.Port;

/// <summary>The account's money and flags.</summary>
/// <param name="AccountId">The venue's id of the account.</param>
/// <param name="Values">Cash, equity, buying power and when the request left.</param>
/// <param name="MayTrade">Status active and no block of trading, account or user.</param>
/// <param name="Status">The venue's own word.</param>
public sealed record AccountReading(string AccountId, AccountValues Values, bool MayTrade, string Status);

/// <summary>A position as the venue holds it.</summary>
/// <param name="Symbol">Canonical symbol, also for crypto.</param>
/// <param name="Quantity">Shares held; the sign is the venue's, below zero for a short. Of a pair what is owed as a fee in kind, and what is too little to be sold, is taken off.</param>
/// <param name="Available">Shares not reserved by open orders.</param>
/// <param name="AverageEntryPrice">Dollars a share.</param>
/// <param name="CurrentPrice">Dollars a share; null when the venue gives none.</param>
public sealed record VenuePosition(Symbol Symbol, decimal Quantity, decimal Available, decimal AverageEntryPrice, decimal? CurrentPrice);

/// <summary>The venue's clock and session.</summary>
/// <param name="Time">Venue time.</param>
/// <param name="IsOpen">True inside the regular session.</param>
/// <param name="NextOpen">Start of the next regular session.</param>
/// <param name="NextClose">End of the current or next regular session.</param>
/// <param name="RoundTrip">How long the question took, machine time.</param>
public sealed record VenueClockReading(DateTimeOffset Time, bool IsOpen, DateTimeOffset NextOpen, DateTimeOffset NextClose, TimeSpan RoundTrip);

/// <summary>One regular session.</summary>
/// <param name="Day">New York date.</param>
/// <param name="OpensAt">UTC.</param>
/// <param name="ClosesAt">UTC; earlier on half days.</param>
public sealed record SessionHours(DateOnly Day, DateTimeOffset OpensAt, DateTimeOffset ClosesAt);

/// <summary>Something that can be traded.</summary>
/// <param name="Symbol">Canonical symbol.</param>
/// <param name="Name">Company or pair.</param>
/// <param name="Exchange">Listing venue.</param>
/// <param name="Tradable">The venue accepts orders in it.</param>
/// <param name="Fractionable">Parts of a share may be traded.</param>
public sealed record VenueAsset(Symbol Symbol, string Name, string Exchange, bool Tradable, bool Fractionable)
{
    /// <summary>All that the rules for orders look at.</summary>
    public AssetFacts Facts { get; init; } = new() { IsListed = true, IsTradable = Tradable, IsFractionable = Fractionable };
}
