using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Pipeline.Contracts;
using Pipeline.Contracts.Json;

namespace Pipeline.Messaging;

/// <summary>Reads a body as a message, or says in words why it is none.</summary>
public static class MessageReading
{
    public static bool TryRead<T>(ReadOnlySpan<byte> body, [NotNullWhen(true)] out T? message, [NotNullWhen(false)] out string? reason)
        where T : Message
    {
        if (!TryReadAny(body, out message, out reason))
            return false;
        reason = WhyUnknown(message);
        return reason is null;
    }

    /// <summary>The same for what is not a stored message, such as a heartbeat.</summary>
    public static bool TryReadAny<T>(ReadOnlySpan<byte> body, [NotNullWhen(true)] out T? message, [NotNullWhen(false)] out string? reason)
        where T : class
    {
        try
        {
            (message, reason) = (ContractsJson.Read<T>(body), null);
            return true;
        }
        catch (JsonException unreadable)
        {
            (message, reason) = (null, $"not a {typeof(T).Name}: {unreadable.Message}");
            return false;
        }
    }

    private static string? WhyUnknown(Message message)
    {
        if (message.SchemaVersion is < 1 or > Message.CurrentSchemaVersion)
            return $"schema version {message.SchemaVersion} is unknown; this build reads up to {Message.CurrentSchemaVersion}";
        if (message.Id.Length == 0 || message.CorrelationId.Length == 0)
            return "id and correlationId must not be empty";
        return null;
    }
}
