using System.Text.Json.Serialization;
using Pipeline.Hosting.Home;

namespace Pipeline.Hosting.Configuration;

/// <summary>A copy of what was set while running, as <c>control.configuration</c> last said it: a process that starts while nats-server is away starts with it too.</summary>
public static class SettingsOverlay
{
    /// <summary>Path to value; empty when nothing is set.</summary>
    public static IReadOnlyDictionary<string, string> Read(PipelineHome home)
    {
        ArgumentNullException.ThrowIfNull(home);
        return OwnerOnlyFile.ReadJson(PathIn(home), OverlayJson.Default.SortedDictionaryStringString) ?? [];
    }

    /// <summary>Whether anything is set, or was meant to be: what cannot be opened counts.</summary>
    public static bool IsThere(PipelineHome home)
    {
        ArgumentNullException.ThrowIfNull(home);
        return File.Exists(PathIn(home));
    }

    /// <summary>On the disk before it returns.</summary>
    public static void Write(PipelineHome home, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentNullException.ThrowIfNull(settings);
        OwnerOnlyFile.WriteJson(PathIn(home), new SortedDictionary<string, string>(settings.ToDictionary(), StringComparer.Ordinal), OverlayJson.Default.SortedDictionaryStringString, durably: true);
    }

    /// <summary>Settings that somebody only thinks of, for a stage to check; the caller deletes the file.</summary>
    public static string WriteCandidate(PipelineHome home, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(home);
        var path = Path.Combine(home.Run, $"settings-{Guid.CreateVersion7():N}.candidate");
        OwnerOnlyFile.WriteJson(path, new SortedDictionary<string, string>(settings.ToDictionary(), StringComparer.Ordinal), OverlayJson.Default.SortedDictionaryStringString);
        return path;
    }

    /// <exception cref="PipelineException">Exit code 78: there is no such file, or it is none.</exception>
    public static IReadOnlyDictionary<string, string> ReadCandidate(string path) =>
        OwnerOnlyFile.ReadJson(path, OverlayJson.Default.SortedDictionaryStringString) ?? throw new PipelineException(ExitCodes.Configuration, $"{path} holds no settings.");

    private static string PathIn(PipelineHome home) => Path.Combine(home.Run, "settings.json");
}

/// <summary>JSON of the copy.</summary>
[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class OverlayJson : JsonSerializerContext;
