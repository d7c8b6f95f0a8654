using System.Buffers;

namespace NATS.Client.Core.Internal;

/// <summary>What may stand in a protocol line as a subject or queue group.</summary>
internal static class Subject
{
    private static readonly SearchValues<char> Breaking = SearchValues.Create(" \t\r\n\0");

    /// <summary>Refuses what would break the line: a subject with a line break in it could smuggle in a command.</summary>
    /// <exception cref="NatsException">It is empty, or holds white space.</exception>
    public static void Check(string? subject)
    {
        if (string.IsNullOrEmpty(subject) || subject.AsSpan().ContainsAny(Breaking))
        {
            throw new NatsException($"The subject \"{subject?.ReplaceLineEndings("?")}\" is empty or holds white space.");
        }
    }
}
