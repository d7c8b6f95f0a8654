using Pipeline.Contracts.Values;

namespace Pipeline.Orchestrator.Journal.Story;

/// <summary>One step of a story: a stored message or an event.</summary>
/// <param name="Stream">Where it is stored.</param>
/// <param name="Sequence">Its place there.</param>
/// <param name="Id">The message's id.</param>
/// <param name="CausationId">The id of the message that led to it; of an order's news and what follows from it, the venue's order id.</param>
/// <param name="Kind">signal, wanted, entry, intent, answer, order, position, held, trade, cooldown, control; of an event, its type.</param>
/// <param name="Process">Who told the event; null of a message.</param>
/// <param name="Symbol">Whom it concerns.</param>
/// <param name="OrderId">The order it concerns.</param>
/// <param name="Reason">Typed reason of a refusal or an exit, snake case.</param>
/// <param name="VenueTime">When, by the venue's clock.</param>
/// <param name="MachineTime">When, by the machine's.</param>
/// <param name="Text">One line for a person.</param>
public sealed record StoryStep(
    string Stream, long Sequence, string Id, string CausationId, string Kind, string? Process, Symbol? Symbol, string? OrderId, string? Reason,
    DateTimeOffset VenueTime, DateTimeOffset MachineTime, string Text);
