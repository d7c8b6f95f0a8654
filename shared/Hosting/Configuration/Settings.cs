using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Pipeline.Hosting.Home;

namespace Pipeline.Hosting.Configuration;

/// <summary>The effective settings of a profile: its JSON, then <c>pipeline.json</c> in the home, then the environment (<c>PIPELINE__Section__Key</c>), then what was set while running.</summary>
public static class Settings
{
    private static readonly string[] Sections = ["Venue", "Scanner", "Buyer", "Monitor", "Seller", "Orchestrator", "Simulator", LiveOptions.Section, "Alerts", "Metrics"];

    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>All of it: what was set while running stands above the rest, as far as it may be set while running. A copy of it that cannot be read is told by the stages, which it is for; it keeps no orchestrator from looking after them.</summary>
    /// <exception cref="PipelineException">Exit code 78: an unknown profile, a file that is not JSON, or an unknown section.</exception>
    public static IConfigurationRoot Load(PipelineHome home) => With(
        Basis(home), (SettingsOverlay.TryRead(home) ?? Nothing).Where(pair => HotSettings.IsHot(pair.Key)).DistinctBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase).ToDictionary());

    /// <summary>Settings with others above them.</summary>
    /// <param name="overlay">Path to value.</param>
    public static IConfigurationRoot With(IConfiguration basis, IReadOnlyDictionary<string, string> overlay)
    {
        ArgumentNullException.ThrowIfNull(overlay);
        return new ConfigurationBuilder().AddConfiguration(basis).AddInMemoryCollection(overlay.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build();
    }

    /// <summary>Profile, file and environment, without what was set while running.</summary>
    /// <exception cref="PipelineException">Exit code 78: an unknown profile, a file that is not JSON, or an unknown section.</exception>
    public static IConfigurationRoot Basis(PipelineHome home)
    {
        ArgumentNullException.ThrowIfNull(home);
        var builder = new ConfigurationBuilder();
        AddEndpointsOfTheSimulator(builder, home);
        builder.AddJsonFile(ProfileFile(home.Profile), optional: false);
        builder.AddJsonFile(home.SettingsFile, optional: true);
        builder.AddEnvironmentVariables("PIPELINE__");
        try
        {
            var settings = builder.Build();
            RefuseUnknownSections(settings);
            return settings;
        }
        catch (Exception malformed) when (malformed is InvalidDataException or FormatException)
        {
            throw new PipelineException(ExitCodes.Configuration, $"{malformed.Message} {Words(malformed)} Mend the file and try again.", malformed);
        }
    }

    private static string Words(Exception malformed) => malformed.GetBaseException() switch
    {
        JsonException json => $"The file{JsonFault.Of(json)}",
        var other => other == malformed ? "" : other.Message,
    };

    /// <summary>A short digest of the effective settings: it names the configuration a decision was made under.</summary>
    public static string RevisionOf(IConfiguration settings)
    {
        var text = string.Join('\n', settings.AsEnumerable()
            .Where(pair => pair.Value is not null && Sections.Contains(pair.Key.Split(':')[0]))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}={pair.Value}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
    }

    /// <summary>Whether orders go to the simulated exchange; everything that depends on it asks here.</summary>
    public static bool VenueIsSimulated(this IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return bool.TryParse(settings["Venue:Simulated"], out var simulated) && simulated;
    }

    private static string ProfileFile(string profile)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "profiles");
        var known = Directory.EnumerateFiles(folder, "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal).ToList();
        return known.Contains(profile)
            ? Path.Combine(folder, $"{profile}.json")
            : throw new PipelineException(ExitCodes.Configuration, $"There is no profile '{profile}'. The profiles are: {string.Join(", ", known)}.");
    }

    private static void AddEndpointsOfTheSimulator(ConfigurationBuilder builder, PipelineHome home)
    {
        if (Endpoints.Read(home)?.Simulator is not { } url)
            return;
        var socket = "ws" + url["http".Length..];
        builder.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Venue:TradingUrl"] = url,
            ["Venue:DataUrl"] = url,
            ["Venue:TradingStreamUrl"] = $"{socket}/stream",
            ["Venue:DataStreamUrl"] = $"{socket}/v2/iex",
        });
    }

    private static void RefuseUnknownSections(IConfiguration settings)
    {
        var unknown = settings.GetChildren().Select(child => child.Key).Except(Sections, StringComparer.OrdinalIgnoreCase).ToList();
        if (unknown.Count > 0)
            throw new PipelineException(ExitCodes.Configuration, $"Unknown setting '{unknown[0]}'. Allowed at the top are: {string.Join(", ", Sections)}.");
    }
}
