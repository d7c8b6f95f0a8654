namespace Pipeline.Orchestrator.Chaos.Checking.Rules;

/// <summary>Each round trip can be told from the streams, from its signal to its trade, and every signal has an answer.</summary>
public static class StoryRule
{
    // Each group: one of these must have been told.
    private static readonly string[][] OfEveryTrade =
    [
        ["event.scanner.signal_found"],
        ["event.buyer.entry_decided"],
        ["event.buyer.entry_intended"],
        ["event.buyer.entry_sent", "event.buyer.entry_answered", "event.buyer.entry_resolved"],
        ["event.monitor.position_opened"],
        ["event.monitor.protection_wanted", "event.monitor.exit_decided"],
        ["event.monitor.exit_decided"],
        ["event.seller.flat_proven"],
        ["event.seller.trade_recorded"],
    ];

    private static readonly string[] Records = ["signal", "trade", "cooldown"];

    private static readonly string[] AnswersToSignals = ["event.buyer.signal_refused", "event.buyer.entry_decided", "event.buyer.message_quarantined", "dlq.buyer"];

    public static IEnumerable<Finding> Judge(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var told = evidence.Stored.Where(line => line.Stream is "EVENTS" or "DEADLETTER")
            .Select(line => (line.Text("correlationId") ?? "", line.Subject)).ToHashSet();
        return [.. Executions(evidence), .. Trades(evidence, told), .. Signals(evidence, told)];
    }

    private static IEnumerable<Finding> Trades(Evidence evidence, HashSet<(string Correlation, string Subject)> told)
    {
        var intents = evidence.Of("ENTRIES", "entry.").DistinctBy(line => line.Text("clientOrderId")).ToDictionary(line => line.Text("clientOrderId") ?? "", StringComparer.Ordinal);
        var account = Batches.Fold(evidence.Venue, (_, _) => { });
        var stored = evidence.Stored.Where(line => line.Stream is "SIGNALS" or "LEDGER").Select(line => (line.Text("correlationId") ?? "", line.Subject.Split('.')[0])).ToHashSet();
        foreach (var trip in RoundTrip.Of(evidence.Venue).Where(trip => trip.Ended is not null))
        {
            var entry = trip.Orders.Keys.Select(id => account.Orders[id]).FirstOrDefault(order => order.IsBuy);
            // Without an intent it is an unknown order, which is a finding already.
            if (entry is null || !intents.TryGetValue(entry.ClientId, out var intent))
                continue;
            var signal = intent.Text("signalId") ?? "";
            var missing = OfEveryTrade.Where(group => !group.Any(subject => told.Contains((signal, subject)))).Select(group => string.Join(" or ", group))
                .Concat(Records.Where(kind => !stored.Contains((signal, kind))).Select(kind => $"{kind}.*"));
            foreach (var subject in missing)
                yield return new Finding(Figure.MissingEvents, trip.Symbol, [signal], trip.Ended!.Value, $"{subject} is missing from the trade's story");
        }
    }

    /// <summary>What the venue executed of an order, the monitor has told up to the last share.</summary>
    private static IEnumerable<Finding> Executions(Evidence evidence)
    {
        var recorded = evidence.Of("EVENTS", "event.monitor.execution_recorded")
            .GroupBy(line => line.Text("orderId") ?? "", StringComparer.Ordinal)
            .ToDictionary(lines => lines.Key, lines => lines.Max(line => StoredLine.Number(Facts(line), "cumulative") ?? 0), StringComparer.Ordinal);
        foreach (var executed in evidence.Venue.Where(entry => entry is { Execution: not null, Event: "fill" or "partial_fill" }).GroupBy(entry => entry.Execution!.OrderId, StringComparer.Ordinal))
        {
            var last = executed.Last();
            if (recorded.GetValueOrDefault(executed.Key) < last.Execution!.CumulativeQuantity)
                yield return new Finding(Figure.MissingEvents, last.Execution.Symbol, [executed.Key], last.Machine, $"event.monitor.execution_recorded is missing: {recorded.GetValueOrDefault(executed.Key)} of {last.Execution.CumulativeQuantity} shares are told");
        }
    }

    private static IEnumerable<Finding> Signals(Evidence evidence, HashSet<(string Correlation, string Subject)> told) =>
        evidence.Of("SIGNALS", "signal.buy.").Where(line => line.Text("id") is not null).DistinctBy(line => line.Text("id"))
            .Where(line => !AnswersToSignals.Any(subject => told.Contains((line.Text("id")!, subject))))
            .Select(line => new Finding(Figure.MissingEvents, line.Text("symbol"), [line.Text("id")!], line.Stored, "the signal was neither refused nor entered"));

    private static System.Text.Json.JsonElement Facts(StoredLine line) =>
        line.Data.ValueKind == System.Text.Json.JsonValueKind.Object && line.Data.TryGetProperty("facts", out var facts) ? facts : default;
}
