using System.Globalization;

namespace Pipeline.Orchestrator.Chaos.Checking.Rules;

/// <summary>One effect per cause: one entry a signal, one entry a symbol at a time, no share under two exits.</summary>
public static class DuplicateRule
{
    public static IEnumerable<Finding> Judge(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return [.. SignalsEnteredTwice(evidence), .. SharesSoldTwice(evidence), .. SymbolsEnteredTwice(evidence)];
    }

    private static IEnumerable<Finding> SignalsEnteredTwice(Evidence evidence)
    {
        var signalOf = evidence.Of("ENTRIES", "entry.").Where(line => line.Text("clientOrderId") is not null)
            .GroupBy(line => line.Text("clientOrderId")!, StringComparer.Ordinal)
            .ToDictionary(lines => lines.Key, lines => lines.First().Text("signalId") ?? "", StringComparer.Ordinal);
        var entries = evidence.Venue
            .Where(entry => entry is { Order: { IsBuy: true, Role: "entry" } order } && signalOf.ContainsKey(order.ClientId))
            .GroupBy(entry => entry.Order!.Id, StringComparer.Ordinal)
            .Select(changes => (First: changes.First(), Last: changes.Last().Order!))
            .Where(order => order.Last.Status != "rejected");
        foreach (var sent in entries.GroupBy(order => signalOf[order.Last.ClientId], StringComparer.Ordinal).Where(sent => sent.Count() > 1))
        {
            var second = sent.ElementAt(1);
            yield return new Finding(Figure.Duplicates, second.Last.Symbol, [.. sent.Select(order => order.Last.Id)], second.First.Machine, $"signal {sent.Key} was entered {sent.Count()} times");
        }
    }

    /// <summary>A second entry while shares are held or another entry works: equities are not averaged into.</summary>
    private static List<Finding> SymbolsEnteredTwice(Evidence evidence)
    {
        var found = new List<Finding>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        Batches.Fold(evidence.Venue, (account, step) =>
        {
            foreach (var entry in step.Where(entry => entry is { Order: { IsBuy: true, Role: "entry", Replaces: null, Status: not "rejected" } } && known.Add(entry.Order!.Id)))
            {
                var order = entry.Order!;
                var before = account.HeldOf(order.Symbol) - account.Orders[order.Id].Filled;
                var others = account.OpenIn(order.Symbol).Where(other => other.IsBuy && other.Id != order.Id).Select(other => other.Id).ToList();
                if (before > 0 || others.Count > 0)
                    found.Add(new Finding(Figure.Duplicates, order.Symbol, [order.Id, .. others], entry.Machine, Text($"entered while {before} shares were held and {others.Count} other entries worked")));
            }
        });
        return found;
    }

    private static List<Finding> SharesSoldTwice(Evidence evidence)
    {
        var found = new List<Finding>();
        var over = new HashSet<string>(StringComparer.Ordinal);
        Batches.Fold(evidence.Venue, (account, step) =>
        {
            foreach (var symbol in step.Select(SymbolOf).OfType<string>().Distinct(StringComparer.Ordinal))
            {
                var held = Math.Max(0, account.HeldOf(symbol));
                var exits = Exits(account, symbol);
                if (exits.Sum(exit => exit.Shares) <= held)
                    over.Remove(symbol);
                else if (over.Add(symbol))
                    found.Add(new Finding(Figure.Duplicates, symbol, [.. exits.SelectMany(exit => exit.Orders)], step[0].Machine, Text($"exits for {exits.Sum(exit => exit.Shares)} shares work while {held} are held")));
            }
        });
        return found;
    }

    /// <summary>What each family of exits can still sell; its members share their shares.</summary>
    private static List<(decimal Shares, List<string> Orders)> Exits(VenueAccount account, string symbol) =>
        [.. account.OpenIn(symbol)
            // What replaces an open order takes its place, and does nothing before.
            .Where(order => !order.IsBuy && account.IsArmed(order) && !(order.Replaces is { } old && account.Orders.TryGetValue(old, out var replaced) && replaced.IsOpen))
            .GroupBy(account.FamilyOf, StringComparer.Ordinal)
            .Select(family => (family.Max(order => order.Leaves), family.Select(order => order.Id).ToList()))];

    private static string? SymbolOf(VenueEntry entry) => entry.Order?.Symbol ?? entry.Adjustment?.Symbol;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
