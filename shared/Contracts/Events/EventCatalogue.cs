namespace Pipeline.Contracts.Events;

/// <summary>Every type of event that a process tells, with who tells it and what it means.</summary>
public static partial class EventCatalogue
{
    private static string[] Orchestrator => [Processes.Orchestrator];
    private static string[] Everyone => [.. Processes.Stages, Processes.Orchestrator];
    private static string[] Stages => [.. Processes.Stages];
    private static string[] Deciders => [Processes.Buyer, Processes.Monitor];

    /// <summary>By process, in the order of a signal's life.</summary>
    public static IReadOnlyList<EventType> All { get; } = [.. OfStages, .. OfEveryone, .. OfOrchestrator];

    /// <summary>Null for a name that nobody tells.</summary>
    public static EventType? Find(string name) => All.FirstOrDefault(type => type.Name == name);

    private static IEnumerable<EventType> OfEveryone =>
    [
        new("process_started", Everyone, "A process has begun its life."),
        new("process_ready", Everyone, "A process does its work for the first time in this life."),
        new("process_stopping", Everyone, "A process ends: asked to, done, or because a part of it failed."),
        new("task_failed", Stages, "A part of a process failed and ends it, or the account is not as it must be; the reason says which."),
        new("config_applied", Stages, "Changed settings are in force; facts: old and new."),
        new("config_refused", Stages, "Changed settings were refused; those before stay in force."),
        new("message_quarantined", Deciders, "A message could not be handled and lies with the dead letters."),
        new("condition_raised", Stages, "Something stands against entering; the reason is its name."),
        new("condition_cleared", Stages, "What stood against entering is over."),
        new("clock_skewed", Stages, "This machine's clock and the venue's differ; told beside the condition of that name."),
        new("breaker_opened", Stages, "The venue failed many times in a row: entries are held back, exits trickle; once an outage."),
        new("breaker_half_open", Stages, "A request tries whether the venue answers again; the first of an outage."),
        new("breaker_closed", Stages, "The venue answers again."),
        new("rate_limited", Stages, "The venue says that we ask too often (429): requests pause; once a minute at most."),
        new("budget_waited", Stages, "A request was held back because this process's share of the venue's limit was used up; once a minute at most."),
    ];

    private static IEnumerable<EventType> OfOrchestrator =>
    [
        new("stage_started", Orchestrator, "A process was started."),
        new("stage_crashed", Orchestrator, "A process ended by itself and is started again."),
        new("stage_hung", Orchestrator, "A process said nothing for too long and was replaced."),
        new("stage_failed", Orchestrator, "A process crashed too often and stays down; trading is reducing."),
        new("trading_state_changed", Orchestrator, "What may be traded has changed; the reason is the gravest cause."),
        new("lock_added", Orchestrator, "A symbol may not be entered for a while."),
        new("lock_removed", Orchestrator, "A symbol may be entered again."),
        new("alert_raised", Orchestrator, "Something calls for a person."),
        new("alert_sent", Orchestrator, "A route has delivered an alert."),
        new("alert_failed", Orchestrator, "A route could not deliver an alert."),
        new("alert_acknowledged", Orchestrator, "A person has seen an alert."),
        new("backup_made", Orchestrator, "The profile was saved to a file."),
        new("backup_restored", Orchestrator, "The home was made of a backup."),
        new("store_mismatch", Orchestrator, "The store is not the one this home left."),
        new("store_replaced", Orchestrator, "A store that is not ours was set aside and another was begun."),
        new("journal_failed", Orchestrator, "The journal cannot be written; trading goes on."),
        new("journal_back", Orchestrator, "The journal is written again."),
        new("journal_rebuilt", Orchestrator, "The journal was set aside and is projected anew."),
    ];
}
