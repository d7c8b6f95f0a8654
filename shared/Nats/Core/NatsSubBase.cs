namespace NATS.Client.Core;

/// <summary>What all subscriptions have in common.</summary>
public abstract class NatsSubBase
{
    internal NatsSubBase(string subject, string? queueGroup)
    {
        Subject = subject;
        QueueGroup = queueGroup;
    }

    public string Subject { get; }

    public string? QueueGroup { get; }
}
