using System.Text.RegularExpressions;
using Pipeline.Broker.Port;

namespace Pipeline.Broker.Rest;

/// <summary>What a refusal means. The venue's codes are coarse, so its texts are the second hint (wire contract, section 5).</summary>
internal static partial class RefusalText
{
    private static readonly (string Part, RefusalKind Kind)[] Parts =
    [
        ("client_order_id must be unique", RefusalKind.DuplicateClientOrderId),
        ("client order id must be unique", RefusalKind.DuplicateClientOrderId),
        ("insufficient buying power", RefusalKind.InsufficientBuyingPower),
        ("insufficient balance for usd", RefusalKind.InsufficientBuyingPower),
        ("insufficient day trading buying power", RefusalKind.InsufficientBuyingPower),
        ("insufficient balance", RefusalKind.InsufficientQuantity),
        ("insufficient qty", RefusalKind.InsufficientQuantity),
        // Long only: a sell that would open a short is a sell of more than is held.
        ("allowed to short", RefusalKind.InsufficientQuantity),
        ("sold short", RefusalKind.InsufficientQuantity),
        ("wash trade", RefusalKind.WashTrade),
        ("while a long buy order is open", RefusalKind.WashTrade),
        ("while a short sell order is open", RefusalKind.WashTrade),
        ("parameters are not changed", RefusalKind.Unchanged),
        // Said of ended orders and of pending ones: only the order's own state tells, so it is not called an end.
        ("not cancelable", RefusalKind.NotReplaceableNow),
        ("pending cancel", RefusalKind.NotReplaceableNow),
        ("pending replace", RefusalKind.NotReplaceableNow),
        ("unable to replace order", RefusalKind.NotReplaceableNow),
        ("cannot replace order", RefusalKind.NotReplaceableNow),
        ("stop price must be", RefusalKind.StopThroughMarket),
        ("stop_price must be", RefusalKind.StopThroughMarket),
        // Hard to borrow: said of protective sells too (wire contract 4.7).
        ("only day orders are allowed", RefusalKind.DayOnly),
        ("not authorized to trade", RefusalKind.AccountRestricted),
        ("restricted to liquidation", RefusalKind.AccountRestricted),
        ("rejected by user request", RefusalKind.AccountRestricted),
        ("pattern day trading", RefusalKind.AccountRestricted),
        ("account is blocked", RefusalKind.AccountRestricted),
        ("trading is blocked", RefusalKind.AccountRestricted),
        ("account is not active", RefusalKind.AccountRestricted),
    ];

    public static RefusalKind KindOf(int httpStatus, int? code, string text)
    {
        // The venue's rules give a code with each 403; without one it is its gate that does not take the keys.
        if (httpStatus == 401 || (httpStatus == 403 && code is null && text.StartsWith("forbidden", StringComparison.OrdinalIgnoreCase)))
            return RefusalKind.BadKeys;
        if (httpStatus == 404 || code == 40410000)
            return RefusalKind.NotFound;
        if (code == 40310100)
            return RefusalKind.AccountRestricted;
        if (StateInText().Match(text) is { Success: true } state)
            return state.Groups["state"].Value is "filled" or "canceled" or "expired" or "rejected" or "replaced" ? RefusalKind.AlreadyTerminal : RefusalKind.NotReplaceableNow;
        foreach (var (part, kind) in Parts)
        {
            if (text.Contains(part, StringComparison.OrdinalIgnoreCase))
                return kind;
        }

        return RefusalKind.Other;
    }

    [GeneratedRegex("""already in "?(?<state>\w+)"? state|(replace|cancel) order in "?(?<state>\w+)"? (status|state)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex StateInText();
}
