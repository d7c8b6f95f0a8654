namespace Pipeline.Messaging;

/// <summary>The server will never store this message: no right to the subject, or too large. A fault of ours.</summary>
public sealed class PublishRefusedException(string subject, string reason, Exception? inner = null)
    : Exception($"Publishing {subject} was refused: {reason}", inner)
{
    public string Subject { get; } = subject;
}
