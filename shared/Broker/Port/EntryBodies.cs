using Pipeline.Contracts.Values;
using Pipeline.Domain.Entries;

namespace Pipeline.Broker.Port;

/// <summary>The request body of an entry, by its form.</summary>
public static class EntryBodies
{
    public static string Of(string clientOrderId, Symbol symbol, EntryDecision.Enter enter)
    {
        ArgumentNullException.ThrowIfNull(enter);
        return enter.Form switch
        {
            EntryForm.Bracket => OrderBodies.BracketBuy(clientOrderId, symbol, enter.Quantity, enter.Limit, enter.Stop, enter.TakeProfit),
            EntryForm.Day => OrderBodies.DayBuy(clientOrderId, symbol, enter.Quantity, enter.Limit),
            EntryForm.Immediate => OrderBodies.ImmediateBuy(clientOrderId, symbol, enter.Quantity, enter.Limit),
            _ => throw new ArgumentOutOfRangeException(nameof(enter), enter.Form, "An unknown form of entry."),
        };
    }
}
