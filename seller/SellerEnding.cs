using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;

namespace Pipeline.Seller;

/// <summary>When a seller that is asked to end may: nobody may come after it, so it first covers what was bought last.</summary>
public static class SellerEnding
{
    /// <summary>Below what the host gives a stage to end.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The monitor says what it wants in the same breath as what is held; where it does not, nobody will.</summary>
    private static readonly TimeSpan WordPatience = TimeSpan.FromSeconds(1);

    /// <param name="wanted">The newest wanted state of a symbol.</param>
    /// <param name="isIdle">Everything that was said is brought about.</param>
    /// <param name="hasLooked">The venue was asked since, and holds nothing that is not covered.</param>
    /// <param name="asked">Machine time since it was asked to.</param>
    public static bool MayEnd(SellerBook book, Func<Symbol, SellSignal?> wanted, bool isIdle, bool hasLooked, TimeSpan asked)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(wanted);
        if (asked > Patience)
            return true;
        if (!isIdle || !hasLooked || book.IsAnyBuyPartlyFilled || book.Unanswered().Count > 0)
            return false;
        return asked > WordPatience || book.Held().All(held => wanted(held.Symbol)?.Quantity == held.Quantity);
    }
}
