using Pipeline.Contracts;

namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>What the journal projects; market data and dead letters stay where they are.</summary>
public static class ProjectedStreams
{
    public static IReadOnlyList<string> All { get; } = [Streams.Signals, Streams.Entries, Streams.Orders, Streams.Ledger, Streams.Control, Streams.Events];
}
