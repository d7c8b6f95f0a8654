using Pipeline.Contracts.Control;
using Pipeline.Domain.Ledger.Reconciliation;

namespace Pipeline.Monitor.Handling;

/// <summary>One comparison of book and venue, from the first reading until nothing is in doubt.</summary>
internal sealed class ReconcileRun(string id, string cause, ReconcileControl? asked, DateTimeOffset begunAt)
{
    /// <summary>The cause of all its events; the command's id where a person asked.</summary>
    public string Id => id;

    public string Cause => cause;

    public ReconcileControl? Asked => asked;

    public bool IsDry => asked is { DryRun: true };

    /// <summary>Machine time.</summary>
    public DateTimeOffset BegunAt => begunAt;

    /// <summary>Somebody waits for its end, or its beginning matters to the story; the others are told only when they find something.</summary>
    public bool IsTold => cause is not ("schedule" or "doubt" or "retry" or "fee");

    /// <summary>What it has told.</summary>
    public HashSet<Finding> Found { get; } = [];

    public int Mended { get; set; }
}
