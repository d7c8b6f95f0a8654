using Microsoft.Extensions.Configuration;
using Pipeline.Contracts.Control;
using Pipeline.Hosting.Home;

namespace Pipeline.Hosting.Configuration;

/// <summary>A process's settings: those it started with, and above them what was set since. A change is taken as a whole or not at all.</summary>
/// <param name="home">Whose caps hold for real money.</param>
/// <param name="basis">Profile, file and environment, as they were at the start: what changed there since needs a restart.</param>
/// <param name="overlay">What was set while running, as the process started with it.</param>
/// <param name="options">What this process reads.</param>
/// <param name="refused">Why what was set while running did not count at the start; null when it did.</param>
public sealed class ConfigurationInForce(PipelineHome home, IConfiguration basis, IReadOnlyDictionary<string, string> overlay, IEnumerable<IHotOptions> options, string? refused = null)
{
    private readonly List<IHotOptions> _options = [.. options];
    private IConfiguration _settings = Settings.With(basis, overlay);

    /// <summary>Revision of what is in force.</summary>
    public string Revision { get; private set; } = Settings.RevisionOf(Settings.With(basis, overlay));

    /// <summary>Why the process started without what was set while running; null as soon as it has taken settings.</summary>
    public string? Refused { get; private set; } = refused;

    /// <summary>Puts settings in force. Null when they were already.</summary>
    /// <param name="wanted">All that is set while running.</param>
    /// <exception cref="PipelineException">They are not taken; the message says why.</exception>
    public ConfigurationChange? Apply(IReadOnlyDictionary<string, string> wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        HotSettings.Require(wanted.Keys);
        var next = Settings.With(basis, wanted);
        var revision = Settings.RevisionOf(next);
        if (revision == Revision)
        {
            Refused = null;
            return null;
        }

        LiveCaps.Check(home, next);
        var swaps = _options.ConvertAll(one => one.Prepare(next, revision));
        var change = new ConfigurationChange(Revision, revision, [.. _options.SelectMany(one => Differences(_settings, next, one.Section))]);
        swaps.ForEach(swap => swap());
        (_settings, Revision, Refused) = (next, revision, null);
        return change;
    }

    /// <summary>The settings of a section that differ.</summary>
    public static IEnumerable<SettingChange> Differences(IConfiguration before, IConfiguration after, string section)
    {
        var (old, now) = (Flat(before, section), Flat(after, section));
        return old.Keys.Union(now.Keys, StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)
            .Select(key => new SettingChange(key, old.GetValueOrDefault(key), now.GetValueOrDefault(key)))
            .Where(change => change.Old != change.New);
    }

    private static Dictionary<string, string> Flat(IConfiguration settings, string section) =>
        settings.GetSection(section).AsEnumerable().Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.OrdinalIgnoreCase);
}

/// <summary>What a process changed.</summary>
/// <param name="Before">Revision before.</param>
/// <param name="Revision">Revision in force now.</param>
/// <param name="Changes">Of the process's own section.</param>
public sealed record ConfigurationChange(string Before, string Revision, IReadOnlyList<SettingChange> Changes);
