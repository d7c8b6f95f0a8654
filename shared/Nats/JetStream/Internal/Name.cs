using System.Buffers;

namespace NATS.Client.JetStream.Internal;

/// <summary>What may name a stream or consumer.</summary>
internal static class Name
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(" \t\r\n.*>/\\");

    /// <exception cref="ArgumentException">It is empty, or holds white space, a dot, a wildcard or a slash.</exception>
    public static string Check(string? name, string what)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, what);
        return name.AsSpan().ContainsAny(Forbidden)
            ? throw new ArgumentException(
                $"The {what} name \"{name.ReplaceLineEndings("?")}\" holds white space, a dot, a wildcard or a slash.",
                what)
            : name;
    }
}
