using NATS.Client.Core;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

/// <summary>Whatever goes wrong between us and JetStream.</summary>
public class NatsJSException : NatsException
{
    public NatsJSException(string message)
        : base(message)
    {
    }

    public NatsJSException(string message, Exception exception)
        : base(message, exception)
    {
    }
}

/// <summary>A consumer's status that ends consuming.</summary>
public class NatsJSProtocolException : NatsJSException
{
    public NatsJSProtocolException(int headerCode, NatsHeaders.Messages headerMessage, string headerMessageText)
        : base($"JetStream server error: {headerCode} {headerMessageText}")
    {
        HeaderCode = headerCode;
        HeaderMessage = headerMessage;
        HeaderMessageText = headerMessageText;
    }

    public int HeaderCode { get; }

    public NatsHeaders.Messages HeaderMessage { get; }

    public string HeaderMessageText { get; }
}

/// <summary>The message id was seen before; the message was not stored a second time.</summary>
public class NatsJSDuplicateMessageException : NatsJSException
{
    public NatsJSDuplicateMessageException(ulong sequence)
        : base($"Duplicate of {sequence}") =>
        Sequence = sequence;

    /// <summary>The stream sequence of the first.</summary>
    public ulong Sequence { get; }
}

/// <summary>JetStream's refusal.</summary>
public class NatsJSApiException : NatsJSException
{
    public NatsJSApiException(ApiError error)
        : base(error.Description ?? string.Empty) =>
        Error = error;

    public ApiError Error { get; }
}

/// <summary>A publish was not acknowledged.</summary>
public class NatsJSPublishNoResponseException : NatsJSException
{
    public NatsJSPublishNoResponseException()
        : base("No response received from the server")
    {
    }

    internal NatsJSPublishNoResponseException(string subject, Exception exception)
        : base($"No acknowledgement for {subject}: {exception.Message}", exception)
    {
    }
}

/// <summary>The API did not answer.</summary>
public class NatsJSApiNoResponseException : NatsJSException
{
    public NatsJSApiNoResponseException()
        : base("No API response received from the server")
    {
    }

    internal NatsJSApiNoResponseException(string subject, Exception exception)
        : base($"No API response for {subject}: {exception.Message}", exception)
    {
    }
}

/// <summary>The server was silent for too long.</summary>
public class NatsJSTimeoutException : NatsJSException
{
    public NatsJSTimeoutException(string type)
        : base($"{type} timed out") =>
        Type = type;

    public string Type { get; }
}

/// <summary>The connection ended.</summary>
public class NatsJSConnectionException : NatsJSException
{
    public NatsJSConnectionException(string reason)
        : base($"Connection error: {reason}") =>
        Reason = reason;

    public string Reason { get; }
}
