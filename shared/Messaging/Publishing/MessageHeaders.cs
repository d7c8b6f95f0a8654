namespace Pipeline.Messaging;

/// <summary>Names of the headers that matter to us.</summary>
public static class MessageHeaders
{
    /// <summary>The correlation id, readable without reading the body.</summary>
    public const string Correlation = "Pipeline-Correlation";

    /// <summary>On a message published again by replay: stream and sequence of the dead letter it retries.</summary>
    public const string RetryOf = "Pipeline-Retry-Of";
    public const string MessageId = "Nats-Msg-Id";

    internal const string Stream = "Nats-Stream";
    internal const string Subject = "Nats-Subject";
    internal const string Sequence = "Nats-Sequence";
    internal const string TimeStamp = "Nats-Time-Stamp";
}
