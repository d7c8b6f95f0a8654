using Microsoft.Extensions.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;

namespace Pipeline.Hosting.Configuration;

/// <summary>The trader's keys from the environment, or from an owner-only <c>.env</c> in the profile's home.</summary>
public static class SecretsFile
{
    public const string KeyId = "APCA_API_KEY_ID";
    public const string SecretKey = "APCA_API_SECRET_KEY";

    public static string PathIn(PipelineHome home) => Path.Combine(home.Root, ".env");

    /// <summary>Name and value of each key that is set; the environment stands above the file.</summary>
    /// <exception cref="PipelineException">Exit code 78: others may read the file, or a line of it is not NAME=value.</exception>
    public static IReadOnlyDictionary<string, string> Read(PipelineHome home)
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        var path = PathIn(home);
        if (File.Exists(path))
        {
            RefuseWidePermissions(path);
            foreach (var (line, number) in File.ReadLines(path).Select((line, index) => (line.Trim(), index + 1)))
            {
                if (line.Length == 0 || line.StartsWith('#'))
                    continue;
                var equals = line.IndexOf('=', StringComparison.Ordinal);
                if (equals <= 0)
                    throw new PipelineException(ExitCodes.Configuration, $"Line {number} of {path} is not NAME=value. Its text is not repeated here, because it may be a secret.");
                keys[line[..equals].Trim()] = line[(equals + 1)..].Trim().Trim('"');
            }
        }

        foreach (var name in new[] { KeyId, SecretKey })
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                keys[name] = value;
        }

        foreach (var value in keys.Values)
            Redaction.Remember(value);
        return keys;
    }

    /// <summary>Which way each key comes, for the log; names no key.</summary>
    public static string WhereFrom(PipelineHome home) => string.Join(", ", new[] { KeyId, SecretKey }.Select(name =>
        $"{name} from {(Environment.GetEnvironmentVariable(name) is { Length: > 0 } ? "the environment" : Read(home).ContainsKey(name) ? PathIn(home) : "nowhere")}"));

    /// <summary>Adds the keys to the settings a process reads; they are no part of the configuration's revision.</summary>
    public static IConfiguration WithSecrets(this IConfiguration settings, PipelineHome home) =>
        new ConfigurationBuilder()
            .AddConfiguration(settings)
            .AddInMemoryCollection(Read(home).Where(pair => pair.Key is KeyId or SecretKey).Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
            .Build();

    private static void RefuseWidePermissions(string path)
    {
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & others) != 0)
            throw new PipelineException(ExitCodes.Configuration, $"{path} holds keys and can be read by others. Run: chmod 600 {path}");
    }
}
