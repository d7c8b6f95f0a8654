namespace Pipeline.Orchestrator.Dashboard.Access;

/// <summary>Marks a route whose answer lasts, such as a stream of events: the deadline of the others does not hold for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongLivedAttribute : Attribute;
