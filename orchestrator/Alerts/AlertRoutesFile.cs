using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Pipeline.Contracts.Events;
using Pipeline.Domain.Alerts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Alerts;

/// <summary>The routes of a home: <c>alerts.json</c>, readable by its owner alone.</summary>
public static partial class AlertRoutesFile
{
    private const int MostRoutes = 10;

    public static string PathIn(PipelineHome home)
    {
        ArgumentNullException.ThrowIfNull(home);
        return Path.Combine(home.Root, "alerts.json");
    }

    /// <summary>None where there is no file.</summary>
    /// <exception cref="PipelineException">Exit code 78: others may read it, or something in it is not as it must be. Its text is not repeated, for it holds secrets.</exception>
    public static IReadOnlyList<AlertRoute> Read(PipelineHome home)
    {
        var path = PathIn(home);
        if (!File.Exists(path))
            return [];
        RefuseWidePermissions(path);
        Written written;
        try
        {
            written = JsonSerializer.Deserialize(File.ReadAllBytes(path), RoutesJson.Default.Written) ?? throw Wrong(path, "it is empty");
        }
        catch (JsonException malformed)
        {
            throw Wrong(path, $"line {malformed.LineNumber + 1} at {malformed.Path ?? "$"} is not what is allowed there");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Wrong(path, unreadable.Message);
        }

        if (written.Routes.Count > MostRoutes)
            throw Wrong(path, $"there are more than {MostRoutes} routes");
        return [.. written.Routes.Select(pair => RouteOf(path, pair.Key, pair.Value))];
    }

    /// <summary>Why the file is not in force, for a person; null when it is, or when there is none.</summary>
    public static string? ProblemOf(PipelineHome home)
    {
        try
        {
            _ = Read(home);
            return null;
        }
        catch (Exception refused) when (refused is PipelineException or IOException or UnauthorizedAccessException)
        {
            return refused.Message;
        }
    }

    /// <summary>Says on the terminal that nobody is called, where that is so: no reason to leave what is held without supervision.</summary>
    public static void WarnOf(PipelineHome home)
    {
        if (ProblemOf(home) is { } problem)
            Console.Error.WriteLine($"Warning: no alert reaches anybody until this is mended (it needs no restart). {problem}");
    }

    private static AlertRoute RouteOf(string path, string name, WrittenRoute route)
    {
        if (!Name().IsMatch(name))
            throw Wrong(path, $"'{name}' is no name for a route; letters, digits, '-' and '_' are allowed");
        if (!Uri.TryCreate(route.Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
            throw Wrong(path, $"the url of route {name} is not an https address (http is allowed to this machine alone)");
        if (route.Shape == WebhookShape.Telegram && string.IsNullOrWhiteSpace(route.ChatId))
            throw Wrong(path, $"route {name} needs a chatId, as every telegram route does");
        return new AlertRoute { Name = name, Url = url, Shape = route.Shape, Least = route.Least ?? EventSeverity.Warning, Kinds = route.Kinds, ChatId = route.ChatId };
    }

    private static void RefuseWidePermissions(string path)
    {
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & others) != 0)
            throw new PipelineException(ExitCodes.Configuration, $"{path} holds addresses that are secrets and can be read by others. Run: chmod 600 {path}");
    }

    private static PipelineException Wrong(string path, string what) => new(
        ExitCodes.Configuration,
        $$"""{{path}}: {{what}}. It looks like: {"routes": {"phone": {"url": "https://...", "shape": "slack|discord|telegram|json", "least": "info|warning|error|critical", "kinds": ["halted"], "chatId": "..."} } }""");

    [GeneratedRegex("^[A-Za-z0-9_-]{1,32}$")]
    private static partial Regex Name();

    internal sealed record Written
    {
        public required Dictionary<string, WrittenRoute> Routes { get; init; }
    }

    internal sealed record WrittenRoute
    {
        public required string Url { get; init; }
        public WebhookShape Shape { get; init; }
        public EventSeverity? Least { get; init; }
        public IReadOnlyList<AlertKind>? Kinds { get; init; }
        public string? ChatId { get; init; }
    }
}

/// <summary>JSON of the routes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(AlertRoutesFile.Written))]
internal sealed partial class RoutesJson : JsonSerializerContext;
