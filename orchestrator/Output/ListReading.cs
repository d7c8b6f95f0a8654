using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Output;

/// <summary>Reads messages for a list; names on standard error what cannot be read, so that a list with a hole does not look whole.</summary>
public sealed class ListReading
{
    /// <summary>1 when something could not be read.</summary>
    public int ExitCode { get; private set; } = ExitCodes.Done;

    /// <summary>Null when it cannot be read; that has then been said.</summary>
    public T? Read<T>(string stream, ulong sequence, string subject, ReadOnlySpan<byte> data)
        where T : Message
    {
        if (MessageReading.TryRead<T>(data, out var message, out var reason))
            return message;
        Console.Error.WriteLine($"{subject} ({stream}, sequence {sequence}) is left out: {reason}");
        ExitCode = ExitCodes.Failed;
        return null;
    }
}
