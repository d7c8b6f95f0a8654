using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.VenueRules;

namespace Pipeline.Domain.Entries;

/// <summary>The order that a decision leads to: what is checked against the venue's rules is what is sent.</summary>
public static class EntryTerms
{
    public static OrderTerms Of(Symbol symbol, EntryDecision.Enter enter)
    {
        ArgumentNullException.ThrowIfNull(enter);
        return enter.Form switch
        {
            EntryForm.Bracket => OrderTerms.BracketBuy(symbol, enter.Quantity, enter.Limit, enter.Stop, enter.TakeProfit),
            EntryForm.Day => OrderTerms.LimitBuy(symbol, enter.Quantity, enter.Limit, TimeInForce.Day),
            EntryForm.Immediate => OrderTerms.LimitBuy(symbol, enter.Quantity, enter.Limit, TimeInForce.Ioc),
            _ => throw new ArgumentOutOfRangeException(nameof(enter), enter.Form, "An unknown form of entry."),
        };
    }
}
