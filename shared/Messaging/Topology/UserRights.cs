namespace Pipeline.Messaging;

/// <summary>What one user may do at nats-server; whatever is not allowed is refused.</summary>
/// <param name="User">The process's name, viewer or replay.</param>
/// <param name="Publish">Subjects it may publish to.</param>
/// <param name="Subscribe">Subjects it may listen to.</param>
public sealed record UserRights(string User, IReadOnlyList<string> Publish, IReadOnlyList<string> Subscribe);
