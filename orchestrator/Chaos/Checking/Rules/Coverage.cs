namespace Pipeline.Orchestrator.Chaos.Checking.Rules;

/// <summary>How many shares of a symbol working exits cover.</summary>
public static class Coverage
{
    /// <summary>Held shares that nothing would sell if the price fell: no stop, no exit under way.</summary>
    public static decimal Bare(VenueAccount account, string symbol)
    {
        ArgumentNullException.ThrowIfNull(account);
        var held = account.HeldOf(symbol);
        if (held <= 0)
            return 0;
        var covered = account.OpenIn(symbol).Where(order => !order.IsBuy).GroupBy(account.FamilyOf, StringComparer.Ordinal).Sum(family => Of(account, [.. family]));
        return Math.Max(0, held - covered);
    }

    /// <summary>What one family covers: its stop, working or held beside a working sibling, or an exit without legs. A take-profit alone protects nothing.</summary>
    private static decimal Of(VenueAccount account, List<VenueOrder> family)
    {
        var target = family.Any(order => order is { IsStop: false, IsWorking: true, Role: "take_profit" });
        return family.Where(order => order.IsStop ? Protects(account, order, target) : Leaves(order)).Select(order => order.Leaves).DefaultIfEmpty(0).Max();
    }

    private static bool Protects(VenueAccount account, VenueOrder stop, bool besideWorkingTarget) =>
        account.IsArmed(stop) && (stop.IsWorking || (stop.Effective == "held" && besideWorkingTarget));

    /// <summary>An exit under way: a sell at market or at a limit, alone. What is being routed has been accepted.</summary>
    private static bool Leaves(VenueOrder order) => order.Role != "take_profit" && (order.IsWorking || order.Status == "pending_new");
}
