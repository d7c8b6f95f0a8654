using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Ledger;

/// <summary>What changed the account without an execution, as the venue lists it.</summary>
/// <param name="Id">The venue's own.</param>
/// <param name="Type">The venue's word: SPLIT, NC, CFEE, DIV, FEE and others.</param>
/// <param name="Symbol">Null for what concerns cash alone.</param>
/// <param name="Quantity">Shares that came, below zero for shares that went; zero for cash alone.</param>
/// <param name="Cash">Dollars that came, below zero for dollars that went.</param>
/// <param name="At">Venue time; of some types only the day is told.</param>
public sealed record AccountActivity(string Id, string Type, Symbol? Symbol, decimal Quantity, Money Cash, DateTimeOffset At);
