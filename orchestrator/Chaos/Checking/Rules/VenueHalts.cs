namespace Pipeline.Orchestrator.Chaos.Checking.Rules;

/// <summary>When the venue let nothing trade in a symbol, by its own log.</summary>
public static class VenueHalts
{
    /// <param name="until">Machine time at which a halt that is not over is cut.</param>
    public static IReadOnlyList<Trouble> Of(IReadOnlyList<VenueEntry> log, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(log);
        var (halted, troubles) = (new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal), new List<Trouble>());
        foreach (var entry in log.Where(entry => entry.AssetSymbol is not null))
        {
            if (entry.Event == "halted")
                halted.TryAdd(entry.AssetSymbol!, entry.Machine);
            else if (entry.Event == "resumed" && halted.Remove(entry.AssetSymbol!, out var since))
                troubles.Add(new Trouble(since, entry.Machine, entry.AssetSymbol, "halted"));
        }

        troubles.AddRange(halted.Select(still => new Trouble(still.Value, until, still.Key, "halted")));
        return troubles;
    }
}
