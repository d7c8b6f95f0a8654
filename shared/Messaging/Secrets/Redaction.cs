using System.Buffers;
using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Pipeline.Messaging;

/// <summary>Takes secrets out of text before anybody sees it: those that this process knows, by their value; others by what they look like.</summary>
public static partial class Redaction
{
    public const string Instead = "(redacted)";

    /// <summary>Shorter values would be found in innocent words; the demo's own keys are such.</summary>
    private const int Shortest = 6;

    private static readonly ConcurrentDictionary<string, byte> Known = new(StringComparer.Ordinal);

    /// <summary>Whatever is found by its looks holds one of these; most of what is told are figures.</summary>
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz:");

    /// <summary>From now on this value is left out of whatever this process says. Whoever reads a secret calls it.</summary>
    public static void Remember(string? secret)
    {
        if (secret is { Length: >= Shortest })
            Known.TryAdd(secret, 0);
    }

    /// <summary>The text without secrets.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length < Shortest)
            return text;
        foreach (var (secret, _) in Known)
        {
            if (text.Contains(secret, StringComparison.Ordinal))
                text = text.Replace(secret, Instead, StringComparison.Ordinal);
        }

        if (!text.AsSpan().ContainsAny(Letters))
            return text;
        text = Named().Replace(text, $"${{name}}{Instead}");
        text = UserOfAddress().Replace(text, $"://{Instead}@");
        text = Webhook().Replace(text, $"${{host}}{Instead}");
        return Shaped().Replace(text, Instead);
    }

    /// <summary>Named values without secrets: a value is one by what it holds, or by its name. The same instance where there is none.</summary>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        SortedDictionary<string, string>? clean = null;
        foreach (var (name, value) in values)
        {
            var left = SecretName().IsMatch(name) ? Instead : Of(value);
            if (left != value)
                (clean ??= new SortedDictionary<string, string>(values.ToDictionary(), StringComparer.Ordinal))[name] = left;
        }

        return clean ?? values;
    }

    /// <summary>A header or a field whose name says what it holds, in any of the usual ways to write it.</summary>
    [GeneratedRegex("""(?<name>\b(?:APCA-API-(?:KEY-ID|SECRET-KEY)|APCA_API_(?:KEY_ID|SECRET_KEY)|authorization|password|passwd|secret_key|client_secret|api_key|access_token|account_number)["']?\s*[:=]\s*["']?)(?:(?:Bearer|Basic)\s+)?[^\s"',;&}\])]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex("""^(?:apca[-_]api[-_](?:key[-_]id|secret[-_]key)|authorization|password|passwd|secret_?key|client_?secret|api_?key|access_?token|account_?number)$""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    [GeneratedRegex("""://[^/\s:@]*:[^/\s@]+@""", RegexOptions.CultureInvariant)]
    private static partial Regex UserOfAddress();

    /// <summary>Whoever knows the path of a webhook may write to it.</summary>
    [GeneratedRegex("""(?<host>hooks\.slack\.com/|discord(?:app)?\.com/api/webhooks/|api\.telegram\.org/bot)[^\s"']+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Webhook();

    /// <summary>Alpaca's key ids (PK, AK, CK and 16 or more) and paper account numbers (PA, with a digit).</summary>
    [GeneratedRegex("""\b(?:[PAC]K[A-Z0-9]{16,30}|PA(?=[A-Z]*[0-9])[A-Z0-9]{7,12})\b""", RegexOptions.CultureInvariant)]
    private static partial Regex Shaped();
}
