using Pipeline.Contracts.Values;

namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>What a message is to the story it belongs to.</summary>
/// <param name="Kind">signal, wanted, entry, intent, answer, order, position, held (a position in which only the peak moved), trade, cooldown, control.</param>
/// <param name="Symbol">Whom it concerns.</param>
/// <param name="OrderId">The venue's order it concerns; else the client's order id.</param>
/// <param name="Text">One line for a person.</param>
internal sealed record StoryLine(string Kind, Symbol? Symbol, string? OrderId, string Text);
