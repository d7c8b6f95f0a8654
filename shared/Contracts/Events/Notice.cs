namespace Pipeline.Contracts.Events;

/// <summary>An event without its teller: what a part has seen that does not know which process it works for.</summary>
/// <param name="Type">A name of the <see cref="EventCatalogue"/>.</param>
/// <param name="Severity">How loud.</param>
/// <param name="Story">What it belongs to, as the event's correlation: the same for all that is told of one thing.</param>
/// <param name="Text">One sentence for a person.</param>
public sealed record Notice(string Type, EventSeverity Severity, string Story, string Text);
