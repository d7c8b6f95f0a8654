using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Hosting.Home;

namespace Pipeline.Hosting.Configuration;

/// <summary>A copy of what was set while running, as <c>control.configuration</c> last said it: a process that starts while nats-server is away starts with it too.</summary>
public static class SettingsOverlay
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Path to value; empty when nothing is set.</summary>
    /// <exception cref="PipelineException">Exit code 78: the copy cannot be read. What was set must never pass for not set.</exception>
    public static IReadOnlyDictionary<string, string> Read(PipelineHome home)
    {
        ArgumentNullException.ThrowIfNull(home);
        return Parse(PathIn(home), "It is a copy of what ./pipeline config set has stored, which the running orchestrator writes anew: start, then ./pipeline restart scanner and buyer; or delete it, to start with nothing of that.") ?? Nothing;
    }

    /// <summary>The same; null where the copy cannot be read.</summary>
    public static IReadOnlyDictionary<string, string>? TryRead(PipelineHome home)
    {
        try
        {
            return Read(home);
        }
        catch (PipelineException)
        {
            return null;
        }
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
        Parse(path, "Write it anew.") ?? throw new PipelineException(ExitCodes.Configuration, $"{path} is not there.");

    /// <summary>Null when there is no such file.</summary>
    /// <param name="remedy">What to do where it cannot be read.</param>
    private static SortedDictionary<string, string>? Parse(string path, string remedy)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), OverlayJson.Default.SortedDictionaryStringString)
                ?? throw new PipelineException(ExitCodes.Configuration, $"{path} holds no settings. {remedy}");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException malformed)
        {
            throw new PipelineException(ExitCodes.Configuration, $"{path}{JsonFault.Of(malformed)} {remedy}", malformed);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw new PipelineException(ExitCodes.Configuration, $"{path} cannot be read: {closed.Message} {remedy}", closed);
        }
    }

    private static string PathIn(PipelineHome home) => Path.Combine(home.Run, "settings.json");
}

/// <summary>JSON of the copy.</summary>
[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class OverlayJson : JsonSerializerContext;
