namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>How long rows are kept: what a stream forgets, the journal forgets too, so that one projected anew has the same rows.</summary>
/// <remarks>Orders, executions, positions and trades stay as long as their streams: for ever.</remarks>
public static class JournalRetention
{
    /// <summary>As long as SIGNALS and EVENTS keep their messages: 90 days of machine time.</summary>
    public static readonly TimeSpan Telling = TimeSpan.FromDays(90);

    /// <summary>The single steps of stories that are over: 400 days of machine time, a year and its statement.</summary>
    public static readonly TimeSpan Steps = TimeSpan.FromDays(400);

    /// <summary>Events beyond this count go before their time: a loop that tells without end must not fill the disk.</summary>
    public const int MostEvents = 1_000_000;

    internal static void Apply(JournalRows rows, DateTimeOffset machineNow)
    {
        var (told, steps) = (JournalText.Of(machineNow - Telling), JournalText.Of(machineNow - Steps));
        rows.Execute("DELETE FROM events WHERE machine_time < @told OR sequence <= (SELECT MAX(sequence) FROM events) - @MostEvents", new { told, MostEvents });
        rows.Execute("DELETE FROM signals WHERE machine_time < @told", new { told });
        rows.Execute("DELETE FROM refusals WHERE machine_time < @told", new { told });
        rows.Execute("DELETE FROM equity WHERE source = 'account' AND machine_time < @told", new { told });
        rows.Execute("DELETE FROM messages WHERE (stream IN ('SIGNALS', 'EVENTS') AND machine_time < @told) OR machine_time < @steps", new { told, steps });
        rows.Execute("DELETE FROM position_steps WHERE machine_time < @steps", new { steps });
    }
}
