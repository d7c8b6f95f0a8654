using System.Globalization;

namespace Pipeline.Orchestrator.Chaos.Checking.Rules;

/// <summary>A sell never exceeds what is held.</summary>
public static class OversellRule
{
    public static IEnumerable<Finding> Judge(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var account = new VenueAccount();
        foreach (var entry in evidence.Venue)
        {
            account.Apply(entry);
            // A bust takes shares back that were sold since: that is the venue's doing.
            if (entry is not { Execution: { IsBuy: false } execution } || entry.Event is "trade_bust" or "trade_correct")
                continue;
            var held = Math.Min(account.HeldOf(execution.Symbol), execution.PositionQuantity);
            if (held < 0)
            {
                yield return new Finding(
                    Figure.Oversells, execution.Symbol, [execution.OrderId], entry.Machine,
                    string.Create(CultureInfo.InvariantCulture, $"sold {execution.Quantity} shares, {-held} more than were held"));
            }
        }
    }
}
