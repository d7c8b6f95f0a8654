namespace Pipeline.Orchestrator.Chaos.Schedule;

/// <summary>Something done to the pipeline at a moment of the run.</summary>
/// <param name="At">Machine time since the first position was there.</param>
public abstract record ChaosStep(TimeSpan At);

/// <summary>SIGKILL.</summary>
public sealed record KillStep(TimeSpan At, string Process) : ChaosStep(At);

/// <summary>SIGSTOP, and SIGCONT after a while unless somebody has ended it before.</summary>
/// <param name="ThawAfter">Null: it stays frozen until its supervisor replaces it.</param>
public sealed record FreezeStep(TimeSpan At, string Process, TimeSpan? ThawAfter) : ChaosStep(At);

/// <summary>A fault of the venue's, from its switchboard.</summary>
/// <param name="Kind">Name of the fault.</param>
/// <param name="Body">What is posted to <c>/sim/faults</c>; the text <c>SYMBOL</c> stands for the symbol it is to hit.</param>
/// <param name="Lasts">Machine time after which neither it nor what it did is there any more.</param>
/// <param name="Pick">Which of the symbols in play it hits, when it hits one: 0 to below 1.</param>
/// <param name="Excuses">While it lasts, the venue does not accept, obey or report orders as it should.</param>
public sealed record FaultStep(TimeSpan At, string Kind, string Body, TimeSpan Lasts, double Pick, bool Excuses) : ChaosStep(At);

/// <summary>A stored signal is published once more, as a new message.</summary>
/// <param name="Subject">Which signals: <c>signal.buy.&gt;</c> or <c>signal.sell.&gt;</c>.</param>
/// <param name="Pick">Which of the newest hundred: 0, the newest, to below 1.</param>
public sealed record RedeliverStep(TimeSpan At, string Subject, double Pick) : ChaosStep(At);
