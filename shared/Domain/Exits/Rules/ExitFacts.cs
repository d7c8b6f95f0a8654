using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Exits.Rules;

/// <summary>All an exit rule may look at.</summary>
/// <param name="Position">Open, with an entry price.</param>
/// <param name="Price">The validated quote; null when there is none, and then only time decides.</param>
/// <param name="Bars">Completed bars of the symbol, oldest first.</param>
/// <param name="SessionClose">Close of the session that is on; null outside one and for crypto.</param>
/// <param name="Memory">What the rules noted since the process began.</param>
/// <param name="Now">Venue time.</param>
/// <param name="MachineNow">Machine time.</param>
public sealed record ExitFacts(
    Position Position,
    JudgedPrice? Price,
    IReadOnlyList<BarValues> Bars,
    DateTimeOffset? SessionClose,
    ExitMemory Memory,
    DateTimeOffset Now,
    DateTimeOffset MachineNow)
{
    public Price Entry => Position.AverageEntryPrice ?? throw new InvalidOperationException($"{Position.Symbol} has no entry price.");

    /// <summary>Venue time since the first execution.</summary>
    public TimeSpan Held => Now - (Position.OpenedAt ?? Now);

    public decimal GainAt(Price price) => (price.Value / Entry.Value) - 1;
}

/// <summary>Moments by the machine clock; lost with the process, which only makes the rules wait once more.</summary>
/// <param name="BelowStopSince">Since when every judged bid was at the wanted stop or below it.</param>
/// <param name="AboveTakeProfitSince">Since when every judged bid was at the take-profit or above it.</param>
/// <param name="StopMovedAt">When the wanted stop last moved.</param>
public sealed record ExitMemory(DateTimeOffset? BelowStopSince = null, DateTimeOffset? AboveTakeProfitSince = null, DateTimeOffset? StopMovedAt = null)
{
    public static ExitMemory None { get; } = new();

    /// <summary>Takes in one judged price.</summary>
    public ExitMemory See(Position position, JudgedPrice price, DateTimeOffset machineNow)
    {
        ArgumentNullException.ThrowIfNull(position);
        ArgumentNullException.ThrowIfNull(price);
        return this with
        {
            BelowStopSince = position.WantedStop is { } stop && price.Bid <= stop ? BelowStopSince ?? machineNow : null,
            AboveTakeProfitSince = position.TakeProfit is { } profit && price.Bid >= profit ? AboveTakeProfitSince ?? machineNow : null,
        };
    }
}
