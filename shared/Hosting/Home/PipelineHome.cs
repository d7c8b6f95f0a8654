using System.Globalization;

namespace Pipeline.Hosting.Home;

/// <summary>Where all state of one profile lies: <c>$PIPELINE_HOME/&lt;profile&gt;/</c>, readable by its owner alone.</summary>
public sealed class PipelineHome
{
    /// <summary>Bytes below which nothing is started, and nothing is entered.</summary>
    public const long LeastFree = 64L * 1024 * 1024;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private PipelineHome(string profile, string root)
    {
        Profile = profile;
        Root = root;
    }

    public string Profile { get; }

    public string Root { get; }

    public string Nats => Path.Combine(Root, "nats");

    public string Simulator => Path.Combine(Root, "simulator");

    public string Logs => Path.Combine(Root, "logs");

    public string Run => Path.Combine(Root, "run");

    /// <summary>The projection that the looking commands read; it can be deleted at any time.</summary>
    public string Journal => Path.Combine(Root, "journal.db");

    /// <summary>The trader's own settings for this profile; optional.</summary>
    public string SettingsFile => Path.Combine(Root, "pipeline.json");

    public string HaltFile => Path.Combine(Run, "halt");

    /// <summary>There while the whole pipeline is being ended.</summary>
    public string EndingFile => Path.Combine(Run, "ending");

    /// <summary>Bytes that are left on its disk.</summary>
    public long FreeSpace => new DriveInfo(Root).AvailableFreeSpace;

    public static PipelineHome Of(string profile)
    {
        var home = Environment.GetEnvironmentVariable("PIPELINE_HOME");
        var all = string.IsNullOrWhiteSpace(home)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "pipeline")
            : Path.GetFullPath(home);
        return In(all, profile);
    }

    /// <param name="folder">Where the homes of all profiles lie.</param>
    public static PipelineHome In(string folder, string profile) => new(profile, Path.Combine(folder, profile));

    /// <summary>Makes the folders and proves that they can be written to.</summary>
    /// <exception cref="PipelineException">The home cannot be written: read-only, full, or not ours.</exception>
    /// <param name="leastFree">Bytes that must be left on its disk.</param>
    public PipelineHome EnsureWritable(long leastFree = LeastFree)
    {
        try
        {
            foreach (var folder in new[] { Root, Nats, Logs, Run })
                CreateOwnerOnly(folder);
            var probe = Path.Combine(Run, string.Create(CultureInfo.InvariantCulture, $".probe-{Environment.ProcessId}"));
            File.WriteAllBytes(probe, new byte[4096]);
            File.Delete(probe);
            RefuseFullDisk(leastFree);
            return this;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new PipelineException(
                ExitCodes.Failed,
                $"The home {Root} cannot be written to: {refused.Message} Free some space, mend its permissions, or set PIPELINE_HOME to another folder.",
                refused);
        }
    }

    // A disk that fills up while streams are written loses nothing that was acknowledged, but a start on a full one only fails later and less clearly.
    private void RefuseFullDisk(long leastFree)
    {
        if (FreeSpace is var free && free < leastFree)
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"only {free / 1024.0 / 1024:0.0} MB are free, {leastFree / 1024 / 1024} are needed."));
    }

    public static void CreateOwnerOnly(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly);
    }
}
