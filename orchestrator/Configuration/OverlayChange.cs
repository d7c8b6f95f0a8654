using Microsoft.Extensions.Configuration;
using Pipeline.Contracts.Control;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Orchestrator.Configuration;

/// <summary>What a wish makes of the settings set while running.</summary>
/// <param name="After">All that is set then.</param>
/// <param name="Changes">What is set otherwise than before, with the values that hold above today's file and environment: for a person to read, never to decide by.</param>
public sealed record OverlayChange(SortedDictionary<string, string> After, IReadOnlyList<SettingChange> Changes)
{
    /// <summary>Null where all that is wished is set so already. What file and environment say does not count: they may have been edited since the stages started, which hold what they said then.</summary>
    /// <param name="basis">Profile, file and environment.</param>
    /// <param name="before">All that is set now.</param>
    /// <param name="wanted">Path to value; null takes back what was set.</param>
    public static OverlayChange? Of(IConfiguration basis, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string?> wanted)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(wanted);
        var old = Merged(before, new Dictionary<string, string?>(StringComparer.Ordinal));
        var after = Merged(before, wanted);
        var keys = wanted.Keys.Where(key => old.GetValueOrDefault(key) != after.GetValueOrDefault(key)).ToList();
        // One key in two cases is no settings that a stage takes: whatever is wished mends it.
        if (keys.Count == 0 && old.Count == before.Count)
            return null;
        var (shown, next) = (Settings.With(basis, old), Settings.With(basis, after));
        return new OverlayChange(after, [.. keys.Select(key => new SettingChange(key, shown[key], next[key]))]);
    }

    private static SortedDictionary<string, string> Merged(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string?> wanted)
    {
        var merged = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in before)
            merged[key] = value;
        foreach (var (key, value) in wanted)
        {
            if (value is null)
                merged.Remove(key);
            else
                merged[key] = value;
        }

        return merged;
    }
}
