using System.Collections.Frozen;
using System.Text.Json;

namespace Pipeline.Broker.Json;

/// <summary>The venue's snake case words as our enum; a word we do not know is the enum's first value, Unrecognized.</summary>
internal static class WireEnum<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<string, T> Words =
        Enum.GetValues<T>().ToFrozenDictionary(value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()), StringComparer.Ordinal);

    public static T Parse(string? word) => word is not null && Words.TryGetValue(word, out var value) ? value : default;
}
