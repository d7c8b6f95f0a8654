namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>The streams are not those that were projected: another store, one made anew, or one that went back.</summary>
public sealed class StreamsChangedException(string message) : Exception(message);
