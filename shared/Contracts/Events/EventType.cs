namespace Pipeline.Contracts.Events;

/// <summary>A type of event.</summary>
/// <param name="Name">Snake case, the last token of its subject.</param>
/// <param name="Tellers">The processes that tell it.</param>
/// <param name="Meaning">One sentence for a person.</param>
public sealed record EventType(string Name, IReadOnlyList<string> Tellers, string Meaning);
