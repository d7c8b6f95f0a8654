using System.Globalization;

namespace Pipeline.Orchestrator.Chaos.Checking.Rules;

/// <summary>What is held and what is being bought stays within the cash and the trader's limits.</summary>
public static class SpendingRule
{
    public static IEnumerable<Finding> Judge(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var found = new List<Finding>();
        var broken = new HashSet<string>(StringComparer.Ordinal);
        Batches.Fold(evidence.Venue, (account, step) =>
        {
            var buys = account.Open.Where(order => order.IsBuy).ToList();
            var reserved = buys.Sum(Cost);
            var symbols = account.Holdings.Select(holding => holding.Key).Union(buys.Select(order => order.Symbol)).Count();
            var exposure = account.Holdings.Sum(holding => holding.Value.Cost) + reserved;
            // Only who buys can spend: a position that costs more after a correction is no decision of ours.
            var sent = step.Any(entry => entry is { Order: { IsBuy: true, Role: "entry" } });
            void Look(string limit, bool over, FormattableString text)
            {
                if (!over)
                    broken.Remove(limit);
                else if (sent && broken.Add(limit))
                    found.Add(new Finding(Figure.Overspends, null, [.. buys.Select(order => order.Id)], step[0].Machine, text.ToString(CultureInfo.InvariantCulture)));
            }

            Look("cash", account.Cash - reserved < 0, $"{reserved:0.00} dollars are on order with {account.Cash:0.00} in cash");
            Look("positions", symbols > evidence.Limits.MaxPositions, $"{symbols} symbols are held or being bought, {evidence.Limits.MaxPositions} are allowed");
            Look("exposure", exposure > evidence.Limits.MaxExposure, $"{exposure:0.00} dollars are invested or on order, {evidence.Limits.MaxExposure} are allowed");
            foreach (var order in step.Select(entry => entry.Order).OfType<VenueOrder>().Where(order => order is { IsBuy: true, Role: "entry" }).DistinctBy(order => order.Id))
                Look($"order {order.Id}", order.Quantity * (order.LimitPrice ?? 0) > evidence.Limits.MaxNotional, $"{order.Symbol}: {order.Quantity} shares at {order.LimitPrice} cost more than {evidence.Limits.MaxNotional}");
        });
        return found;
    }

    private static decimal Cost(VenueOrder order) => order.Leaves * (order.LimitPrice ?? 0);
}
