using Microsoft.Extensions.Configuration;

namespace Pipeline.Hosting.Configuration;

/// <summary>The options of a section that may change while the process runs. A decision reads <see cref="Now"/> once and is made under that alone.</summary>
public sealed class HotOptions<T> : IHotOptions
    where T : class, new()
{
    private readonly Action<T>? _derive;
    private volatile InForce<T> _now;

    /// <param name="section">Where the options stand.</param>
    /// <param name="options">As the process starts with them.</param>
    /// <param name="revision">Of all effective settings.</param>
    /// <param name="derive">Builds what decisions take from the options: other options are in force only if it can be built. Default null: nothing is built.</param>
    public HotOptions(string section, T options, string revision, Action<T>? derive = null) => (Section, _now, _derive) = (section, new InForce<T>(options, revision), derive);

    public string Section { get; }

    /// <summary>What is in force: options and the revision they belong to, never of two revisions.</summary>
    public InForce<T> Now => _now;

    public string Revision => _now.Revision;

    public Action Prepare(IConfiguration settings, string revision)
    {
        var next = new InForce<T>(OptionsReader.Read(settings, Section, _derive), revision);
        return () => _now = next;
    }
}

/// <summary>Options and the configuration revision they belong to.</summary>
public sealed record InForce<T>(T Options, string Revision);

/// <summary>Options of any section that may change while the process runs.</summary>
public interface IHotOptions
{
    /// <summary>Name of the section.</summary>
    string Section { get; }

    /// <summary>Revision in force.</summary>
    string Revision { get; }

    /// <summary>Reads and checks other settings; what is returned puts them in force.</summary>
    /// <exception cref="PipelineException">Exit code 78: a value is unknown or bad; what was in force stays.</exception>
    Action Prepare(IConfiguration settings, string revision);
}
