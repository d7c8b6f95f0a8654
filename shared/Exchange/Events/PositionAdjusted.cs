namespace Pipeline.Exchange;

/// <summary>A position or the cash changed without an execution.</summary>
/// <param name="Id">Stays the same in every replay.</param>
/// <param name="Quantity">Change of the position, in shares.</param>
/// <param name="CostBasis">Change of the position's cost, in dollars.</param>
/// <param name="Cash">Change of the cash, in dollars.</param>
/// <param name="Realized">Change of the realised profit, in dollars: what cash and cost basis change together, except that a renaming only carries the cost over.</param>
/// <param name="Description">For the account's activities.</param>
public sealed record PositionAdjusted(
    long Sequence,
    DateTimeOffset At,
    Guid Id,
    AdjustmentKind Kind,
    string Symbol,
    decimal Quantity,
    decimal CostBasis,
    decimal Cash,
    decimal Realized,
    string Description) : ExchangeEvent(Sequence, At);
