namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>How far one stream is projected.</summary>
/// <param name="Created">When the stream was made, machine time: by it a stream is told from another of its name.</param>
/// <param name="Sequence">Sequence of the last message in the journal; 0 for none.</param>
/// <param name="StoredAt">When that message was stored, machine time.</param>
public sealed record StreamPlace(DateTimeOffset Created, ulong Sequence, DateTimeOffset StoredAt);
