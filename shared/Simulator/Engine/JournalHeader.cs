namespace Pipeline.Simulator.Engine;

/// <summary>First line of a journal: which market and account it belongs to.</summary>
public sealed record JournalHeader(int Version, string Market, decimal Cash, ulong Seed);
