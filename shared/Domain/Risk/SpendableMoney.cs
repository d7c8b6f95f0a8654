using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Entries;

namespace Pipeline.Domain.Risk;

/// <summary>What a new entry may cost at most.</summary>
/// <param name="BuyingPower">The venue's figure less every intent that it may not contain yet.</param>
/// <param name="Exposure">The configured bound less what is held and what open entries reserve.</param>
public sealed record SpendableMoney(Money BuyingPower, Money Exposure)
{
    /// <summary>Conservative: what is not known to be in the reading counts as not in it, and a partly folded entry counts twice until it has ended.</summary>
    /// <remarks>Nothing is lent: should the venue show more buying power than cash, the account has a margin multiplier that nobody here wants.</remarks>
    public static SpendableMoney Of(EntryBook book, AccountValues account, Money maxExposure)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(account);
        var held = book.HeldPositions.Aggregate(Money.Zero, (sum, position) => sum + (CostOf(position) ?? maxExposure));
        var power = account.Cash < account.BuyingPower ? account.Cash : account.BuyingPower;
        return new SpendableMoney(power - book.MissingFrom(account), maxExposure - held - book.ReservedByOpenEntries);
    }

    /// <summary>What the held shares cost, at the mean price paid or at which they were adopted; null when no price is known.</summary>
    public static Money? CostOf(Position position)
    {
        ArgumentNullException.ThrowIfNull(position);
        var price = position.AverageEntryPrice ?? position.Adjustments.LastOrDefault(adjustment => adjustment.Price is not null)?.Price ?? position.Peak;
        return price * position.Quantity;
    }
}
