namespace NATS.Client.Core;

/// <summary>Whatever goes wrong between us and NATS.</summary>
public class NatsException : Exception
{
    public NatsException(string message)
        : base(message)
    {
    }

    public NatsException(string message, Exception exception)
        : base(message, exception)
    {
    }
}

/// <summary>
/// The time for a reply is over, or the connection it would have come on is gone: whether the request was handled is unknown.
/// </summary>
public sealed class NatsNoReplyException : NatsException
{
    public NatsNoReplyException()
        : base("No reply received")
    {
    }

    internal NatsNoReplyException(string message)
        : base(message)
    {
    }
}

/// <summary>Nobody listens on the subject: the request reached no one.</summary>
public sealed class NatsNoRespondersException : NatsException
{
    public NatsNoRespondersException()
        : base("No responders")
    {
    }

    internal NatsNoRespondersException(string subject)
        : base($"No responders on {subject}")
    {
    }
}

/// <summary>The server's own complaint (an -ERR line); a permissions violation names the subject.</summary>
public sealed class NatsServerException : NatsException
{
    public NatsServerException(string error)
        : base($"Server error: {error}")
    {
        Error = error;
        IsAuthError = error.Contains("authorization violation", StringComparison.OrdinalIgnoreCase)
            || error.Contains("authentication expired", StringComparison.OrdinalIgnoreCase)
            || error.Contains("authentication revoked", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The server's words.</summary>
    public string Error { get; }

    /// <summary>Whether the server refuses our credentials.</summary>
    public bool IsAuthError { get; }
}

/// <summary>The message is larger than the server's max_payload; it was not sent.</summary>
public sealed class NatsPayloadTooLargeException : NatsException
{
    public NatsPayloadTooLargeException(string error)
        : base(error)
    {
    }
}

/// <summary>The connection has been given up (<see cref="NatsConnectionState.Failed"/>).</summary>
public sealed class NatsConnectionFailedException : NatsException
{
    public NatsConnectionFailedException(string message)
        : base(message)
    {
    }

    internal NatsConnectionFailedException(string message, Exception exception)
        : base(message, exception)
    {
    }
}

/// <summary>What came from the server is not NATS protocol; the connection is closed and restored.</summary>
public sealed class NatsProtocolViolationException : NatsException
{
    public NatsProtocolViolationException(string message)
        : base(message)
    {
    }
}

/// <summary>A command found no room in the outgoing buffer, or no connection, in time; it was not sent.</summary>
public sealed class NatsTimeoutException : NatsException
{
    public NatsTimeoutException()
        : base("The command was not sent in time")
    {
    }

    internal NatsTimeoutException(string message)
        : base(message)
    {
    }
}

/// <summary>A message's payload could not be read as the type asked for.</summary>
public class NatsDeserializeException : NatsException
{
    public NatsDeserializeException(byte[] rawData, Exception inner)
        : base("Exception during deserialization", inner) =>
        RawData = rawData;

    /// <summary>The payload as received.</summary>
    public byte[] RawData { get; }
}

/// <summary>A message's headers could not be read.</summary>
public class NatsHeaderParseException : NatsException
{
    public NatsHeaderParseException(byte[] rawData, Exception inner)
        : base("Exception parsing headers", inner) =>
        RawData = rawData;

    /// <summary>The headers as received.</summary>
    public byte[] RawData { get; }
}
