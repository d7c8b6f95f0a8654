using System.Globalization;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Doctor;

/// <summary>The folder that all state lies in: space, and who may read it.</summary>
public static class HomeChecks
{
    private const long Little = 1024L * 1024 * 1024;
    private const int Shown = 3;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static IReadOnlyList<DoctorLine> Disk(PipelineHome home)
    {
        ArgumentNullException.ThrowIfNull(home);
        var there = home.Root;
        while (!Directory.Exists(there))
            there = Path.GetDirectoryName(there)!;
        var free = new DriveInfo(there).AvailableFreeSpace;
        var text = $"{Megabytes(free)} free under {there}; streams {Megabytes(SizeOf(home.Nats))}, logs {Megabytes(SizeOf(home.Logs))}";
        return free switch
        {
            < PipelineHome.LeastFree => [DoctorLine.Problem("disk", text, "Free some space: nothing is entered until there is.")],
            < Little => [DoctorLine.Warning("disk", text, "Free some space before it becomes less than 64 MB: then nothing is entered.")],
            _ => [DoctorLine.Ok("disk", text)],
        };
    }

    public static IReadOnlyList<DoctorLine> Permissions(PipelineHome home)
    {
        ArgumentNullException.ThrowIfNull(home);
        if (!Directory.Exists(home.Root))
            return [DoctorLine.Ok("permissions", $"{home.Root} is made at the first start, for you alone")];
        if (OperatingSystem.IsWindows())
            return [DoctorLine.Ok("permissions", "not looked at on this system")];
        string[] guarded = [home.Root, home.Run, Path.Combine(home.Run, "users"), SecretsFile.PathIn(home), Path.Combine(home.Run, "nats.conf"), .. FilesIn(Path.Combine(home.Run, "users"))];
        var wide = guarded.Where(IsOpenToOthers).ToList();
        if (wide.Count > 0)
            return [DoctorLine.Problem("permissions", $"others may read {string.Join(", ", wide.Take(Shown))}{(wide.Count > Shown ? $" and {wide.Count - Shown} more" : "")}", $"chmod -R go= {home.Root}")];
        return MayWrite(home.Root) is { } refused
            ? [DoctorLine.Problem("permissions", $"{home.Root} cannot be written to: {refused}", "Make yourself its owner (chown -R), or set PIPELINE_HOME to another folder.")]
            : [DoctorLine.Ok("permissions", $"{home.Root} is yours alone and can be written to")];
    }

    private static bool IsOpenToOthers(string path) =>
        !OperatingSystem.IsWindows() && (File.Exists(path) || Directory.Exists(path)) && (File.GetUnixFileMode(path) & Others) != 0;

    private static string? MayWrite(string folder)
    {
        var probe = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $".doctor-{Environment.ProcessId}"));
        try
        {
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return refused.Message;
        }
    }

    private static string[] FilesIn(string folder) => Directory.Exists(folder) ? Directory.GetFiles(folder) : [];

    private static long SizeOf(string folder)
    {
        if (!Directory.Exists(folder))
            return 0;
        // A running store makes and deletes files while they are counted.
        return new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).Sum(file => file.Exists ? file.Length : 0);
    }

    private static string Megabytes(long bytes) => bytes >= Little
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)Little:0.0} GB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024:0.0} MB");
}
