namespace Pipeline.Orchestrator.Chaos.Checking.Rules;

/// <summary>Every order at the venue was intended, every intent has an end, and nothing works at the end without a position.</summary>
public static class OrderRule
{
    public static IEnumerable<Finding> Judge(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var account = Batches.Fold(evidence.Venue, (_, _) => { });
        return [.. NeverIntended(evidence, account), .. WithoutEnd(evidence, account), .. Orphans(evidence, account)];
    }

    private static IEnumerable<Finding> NeverIntended(Evidence evidence, VenueAccount account)
    {
        var intended = evidence.Of("ENTRIES", "entry.").Concat(evidence.Of("ORDERS", "order.intent."))
            .Select(line => line.Text("clientOrderId")).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var order in account.Orders.Values.Where(order => !intended.Contains(order.ClientId) && !IsLeg(order)))
        {
            var first = evidence.Venue.First(entry => entry.Order?.Id == order.Id);
            yield return new Finding(Figure.UnknownOrders, order.Symbol, [order.Id, order.ClientId], first.Machine, $"no intent explains this {order.Side} ({order.Status})");
        }
    }

    /// <summary>The venue names the legs itself, when their parent is placed; what replaces a leg is named by us.</summary>
    private static bool IsLeg(VenueOrder order) => order is { ParentId: not null, Replaces: null };

    private static IEnumerable<Finding> WithoutEnd(Evidence evidence, VenueAccount account)
    {
        var answers = evidence.Of("ORDERS", "order.answer.")
            .GroupBy(line => line.Text("intentId") ?? "", StringComparer.Ordinal)
            .ToDictionary(lines => lines.Key, lines => lines.ToList(), StringComparer.Ordinal);
        var byClientId = account.Orders.Values.ToLookup(order => order.ClientId, StringComparer.Ordinal);
        foreach (var intent in evidence.Of("ENTRIES", "entry.").Concat(evidence.Of("ORDERS", "order.intent.")))
        {
            var id = intent.Text("id") ?? "";
            var said = answers.GetValueOrDefault(id)?.Where(answer => answer.Text("action") == (intent.Text("action") ?? "place")).MaxBy(answer => answer.Sequence)?.Text("outcome");
            var atVenue = intent.Text("clientOrderId") is { } clientId && byClientId[clientId].Any();
            var problem = said switch
            {
                null => "has no answer",
                "unknown" => "is still unknown",
                "refused" or "abandoned" when atVenue && !byClientId[intent.Text("clientOrderId")!].All(order => order.Status == "rejected") => $"is recorded as {said}, but the venue has it",
                "accepted" when intent.Text("clientOrderId") is not null && !atVenue => "is recorded as accepted, but the venue has never had it",
                _ => null,
            };
            if (problem is not null)
                yield return new Finding(Figure.UnknownOrders, intent.Text("symbol"), [id, intent.Text("clientOrderId") ?? intent.Text("targetVenueOrderId") ?? ""], intent.Stored, $"the intent {problem}");
        }
    }

    private static IEnumerable<Finding> Orphans(Evidence evidence, VenueAccount account) =>
        account.Open.Where(order => !order.IsBuy && account.IsArmed(order) && account.HeldOf(order.Symbol) <= 0)
            .Select(order => new Finding(Figure.UnknownOrders, order.Symbol, [order.Id, order.ClientId], evidence.Until, $"this {order.Type} still works at the end, and nothing is held"));
}
