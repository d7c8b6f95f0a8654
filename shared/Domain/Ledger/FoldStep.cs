using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Ledger;

/// <summary>What one fold did to a position.</summary>
/// <param name="Position">The position after it.</param>
/// <param name="Recorded">Shares that were not in the book before; zero for a duplicate.</param>
/// <param name="Oversold">Shares of this fold that were sold without being held: an alarm, because the book is long only.</param>
/// <param name="NeedsReading">Executions are missing whose price nobody told: read the order and its executions by REST.</param>
public sealed record FoldStep(Position Position, Shares Recorded, decimal Oversold, bool NeedsReading);
