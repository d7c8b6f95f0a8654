using System.Text.Json.Nodes;
using static Pipeline.Tests.Faults.Checking.Round;

namespace Pipeline.Tests.Faults.Checking;

/// <summary>What must hold of a symbol beside what the independent checker asks: each order folded up to its last share, each event told, and told once.</summary>
public static class RoundRules
{
    private static readonly string[] Entered =
        ["signal_received", "entry_decided", "entry_intended", "execution_recorded", "position_opened", "protection_wanted"];

    private static readonly string[] Left = ["exit_decided", "position_closed", "exit_wanted", "flat_proven", "trade_recorded", "cooldown_set"];

    /// <summary>All that is wrong; empty when nothing is.</summary>
    /// <param name="round">The symbol's round.</param>
    /// <param name="wasAdopted">Its shares were bought by somebody else: there is no signal and no entry.</param>
    public static IReadOnlyList<string> Broken(Round round, bool wasAdopted = false)
    {
        ArgumentNullException.ThrowIfNull(round);
        return [.. Book(round), .. Story(round, wasAdopted)];
    }

    private static IEnumerable<string> Book(Round round)
    {
        if (round.Positions.Count == 0)
        {
            if (round.Executions.Count > 0)
                yield return "the venue executed orders and there is no book";
            yield break;
        }

        var book = round.Positions[^1];
        if (Number(book, "quantity") != 0)
            yield return $"the book holds {Number(book, "quantity")}";
        foreach (var order in round.Orders.Where(order => Number(order, "filled_quantity") > 0))
        {
            var folded = book["orders"]!.AsArray().Where(one => Text(one!, "venueOrderId") == Text(order, "id")).ToList();
            var adjusted = book["adjustments"]?.AsArray().Count > 0;
            if (folded.Count > 1 || (folded.Count == 0 && !adjusted) || (folded.Count == 1 && Number(folded[0]!, "cumulativeQuantity") != Number(order, "filled_quantity")))
                yield return $"order {Text(order, "client_order_id")} executed {Number(order, "filled_quantity")}, folded: {string.Join(", ", folded.Select(one => one!.ToJsonString()))}";
        }
    }

    private static IEnumerable<string> Story(Round round, bool wasAdopted)
    {
        var told = round.Events.Select(one => Text(one, "type")).ToHashSet();
        if (round.Executed("buy") == 0)
            yield break;
        var wanted = (wasAdopted ? ["external_change", "protection_wanted"] : Entered).Concat(round.Trades.Count > 0 ? Left : []);
        foreach (var missing in wanted.Where(type => !told.Contains(type)))
            yield return $"no event {missing}";
        if (!wasAdopted && !told.Contains("entry_sent") && !told.Contains("entry_resolved"))
            yield return "neither entry_sent nor entry_resolved";
        if (!wasAdopted && !told.Contains("entry_answered") && !told.Contains("entry_resolved"))
            yield return "neither entry_answered nor entry_resolved";
        foreach (var twice in round.Events.GroupBy(one => Text(one, "id")).Where(same => same.Count() > 1))
            yield return $"event {twice.Key} is told {twice.Count()} times";
        foreach (var order in round.Orders.Where(order => Number(order, "filled_quantity") > 0 && !wasAdopted))
        {
            if (!round.Events.Any(one => Text(one, "type") == "execution_recorded" && Text(one, "orderId") == Text(order, "id")))
                yield return $"no event execution_recorded of {Text(order, "client_order_id")}";
        }
    }
}
