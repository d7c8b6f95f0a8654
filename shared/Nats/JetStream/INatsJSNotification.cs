namespace NATS.Client.JetStream;

/// <summary>Something a consumer met and goes on after.</summary>
public interface INatsJSNotification
{
    string Name { get; }
}

/// <summary>The server was silent for two heartbeats; messages were asked for again.</summary>
public record NatsJSTimeoutNotification : INatsJSNotification
{
    public static readonly NatsJSTimeoutNotification Default = new();

    public string Name => "Timeout";
}

/// <summary>Nobody answered for the consumer: the server is starting, or the consumer is gone.</summary>
public record NatsJSNoRespondersNotification : INatsJSNotification
{
    public static readonly NatsJSNoRespondersNotification Default = new();

    public string Name => "No Responders";
}

/// <summary>Another server leads the consumer now.</summary>
public record NatsJSLeadershipChangeNotification : INatsJSNotification
{
    public static readonly NatsJSLeadershipChangeNotification Default = new();

    public string Name => "Leadership Change";
}

/// <summary>The next message is larger than MaxBytes.</summary>
public record NatsJSMessageSizeExceedsMaxBytesNotification : INatsJSNotification
{
    public static readonly NatsJSMessageSizeExceedsMaxBytesNotification Default = new();

    public string Name => "Message Size Exceeds MaxBytes";
}

/// <summary>A status of the server that has no meaning of its own here.</summary>
public record NatsJSProtocolNotification(string Name, int HeaderCode, string HeaderMessageText) : INatsJSNotification;
