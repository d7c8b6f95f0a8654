using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;

namespace Pipeline.Orchestrator.Dashboard.Live;

/// <summary>The open positions.</summary>
/// <param name="Positions">By symbol; the same as <c>positions --json</c> lists.</param>
/// <param name="Value">Dollars at the newest prices; null while one price is unknown.</param>
/// <param name="Unrealized">Dollars against the entries; null while one price is unknown.</param>
public sealed record PositionsView(IReadOnlyList<PositionLine> Positions, Money? Value, Money? Unrealized);

/// <summary>One open position and how it stands.</summary>
/// <param name="Position">As the book has it.</param>
/// <param name="Entry">Mean price paid.</param>
/// <param name="Price">Newest bid, or the close of the newest bar; null when neither is known.</param>
/// <param name="PriceAt">Venue time of it.</param>
/// <param name="Unrealized">Dollars against the entry.</param>
/// <param name="StopDistance">From price down to the stop, as a fraction of the price; negative below it.</param>
public sealed record PositionLine(Position Position, Price? Entry, Price? Price, DateTimeOffset? PriceAt, Money? Unrealized, decimal? StopDistance);
