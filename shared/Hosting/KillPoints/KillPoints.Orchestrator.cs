namespace Pipeline.Hosting;

public static partial class KillPoints
{
    /// <summary>The home is locked; neither endpoints nor configuration are written.</summary>
    public const string OrchestratorHomeTaken = "orchestrator.home.taken";

    /// <summary>It is written down that the orchestrator runs; nobody is adopted.</summary>
    public const string OrchestratorRunRecorded = "orchestrator.run.recorded";

    /// <summary>What lives is adopted; nobody is looked at.</summary>
    public const string OrchestratorChildrenAdopted = "orchestrator.children.adopted";

    /// <summary>The streams stand; their mark is not written down and nobody listens.</summary>
    public const string OrchestratorStreamsEnsured = "orchestrator.streams.ensured";

    /// <summary>A store is not ours, and trading is latched; nobody is ended for it.</summary>
    public const string OrchestratorStoreLatched = "orchestrator.store.latched";

    /// <summary>The store that is not ours is moved aside; the seller lives, and no other store is promised.</summary>
    public const string OrchestratorStoreMoved = "orchestrator.store.moved";

    /// <summary>The new store's mark is written; neither is the store made nor an event told.</summary>
    public const string OrchestratorStoreMarked = "orchestrator.store.marked";

    /// <summary>A process is missing; nothing is started.</summary>
    public const string OrchestratorChildStarting = "orchestrator.child.starting";

    /// <summary>A process is started; its pid is not noted.</summary>
    public const string OrchestratorChildStarted = "orchestrator.child.started";

    /// <summary>A process is found dead; it is neither told nor replaced.</summary>
    public const string OrchestratorChildDead = "orchestrator.child.dead";

    /// <summary>A process hangs; it is not killed.</summary>
    public const string OrchestratorChildKilling = "orchestrator.child.killing";

    /// <summary>A hanging process is killed; it is not told.</summary>
    public const string OrchestratorChildKilled = "orchestrator.child.killed";

    /// <summary>A trading state is decided; it is not on CONTROL.</summary>
    public const string OrchestratorControlDecided = "orchestrator.control.decided";

    /// <summary>The trading state is on CONTROL; no event tells of it.</summary>
    public const string OrchestratorControlStored = "orchestrator.control.stored";

    /// <summary>What an event tells has happened; the event is not stored.</summary>
    public const string OrchestratorEventStoring = "orchestrator.event.storing";

    /// <summary>All are looked after; the status is not written.</summary>
    public const string OrchestratorStatusWriting = "orchestrator.status.writing";

    /// <summary>The end is asked for; nobody is told.</summary>
    public const string OrchestratorShutdownBegun = "orchestrator.shutdown.begun";

    /// <summary>One process has ended in order; the next is not asked.</summary>
    public const string OrchestratorShutdownChildEnded = "orchestrator.shutdown.child-ended";
}
