namespace Pipeline.Orchestrator.Chaos.Checking;

/// <summary>The log by steps: what one request or one step of time brought about is looked at as a whole.</summary>
public static class Batches
{
    /// <summary>Folds the log and calls back after each step.</summary>
    /// <param name="after">Gets the account as it is then, and the step's entries.</param>
    public static VenueAccount Fold(IReadOnlyList<VenueEntry> log, Action<VenueAccount, IReadOnlyList<VenueEntry>> after)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(after);
        var account = new VenueAccount();
        for (var start = 0; start < log.Count;)
        {
            var end = start;
            for (; end < log.Count && log[end].Machine == log[start].Machine && log[end].At == log[start].At; end++)
                account.Apply(log[end]);
            after(account, [.. Enumerable.Range(start, end - start).Select(index => log[index])]);
            start = end;
        }

        return account;
    }
}
