namespace Pipeline.Messaging;

/// <summary>A core message as it came: seen at most once, stored or not.</summary>
/// <param name="Subject">Where it was published.</param>
/// <param name="Body">What it says.</param>
public sealed record CoreMessage<T>(string Subject, T Body);
