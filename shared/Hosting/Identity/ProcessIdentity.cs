using System.Diagnostics;
using System.Globalization;

namespace Pipeline.Hosting.Identity;

/// <summary>Which process this is, beyond its pid: a pid is used again, a pid with its start time and the machine's boot is not.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="StartTicks">Start time in the system's own ticks since boot (Linux), or .NET ticks elsewhere.</param>
/// <param name="BootId">The machine's boot; empty where the system has none.</param>
public sealed record ProcessIdentity(int Pid, long StartTicks, string BootId)
{
    private static readonly Lazy<string> Boot = new(static () => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim());

    private const int StateField = 0;
    private const int SessionField = 3;
    private const int StartTimeField = 19;

    public static ProcessIdentity OfSelf() =>
        Of(Environment.ProcessId) ?? throw new InvalidOperationException("This process cannot see itself in the process table.");

    /// <summary>Null when no such process lives; a zombie is dead.</summary>
    public static ProcessIdentity? Of(int pid)
    {
        if (OperatingSystem.IsLinux())
            return StartTicksFromProc(pid) is { } ticks ? new ProcessIdentity(pid, ticks, Boot.Value) : null;
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.HasExited ? null : new ProcessIdentity(pid, process.StartTime.ToUniversalTime().Ticks, "");
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The process that a line of /proc/PID/stat was about; null when it is no such line.</summary>
    /// <param name="stat">The line, as the process itself has read it.</param>
    /// <param name="bootId">The boot it ran in.</param>
    public static ProcessIdentity? OfStat(int pid, string stat, string bootId)
    {
        ArgumentNullException.ThrowIfNull(stat);
        var fields = FieldsOf(stat);
        return fields.Length > StartTimeField && long.TryParse(fields[StartTimeField], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? new ProcessIdentity(pid, ticks, bootId)
            : null;
    }

    /// <summary>Who lives in a session, its leader included; zombies are dead. Empty outside Linux.</summary>
    /// <param name="session">The pid of the session's leader.</param>
    public static IReadOnlyList<ProcessIdentity> InSession(int session)
    {
        if (!OperatingSystem.IsLinux())
            return [];
        var boot = Boot.Value;
        return
        [
            .. Directory.EnumerateDirectories("/proc")
                .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
                .Where(pid => pid > 0)
                .Select(pid => (Pid: pid, Fields: FieldsFromProc(pid)))
                .Where(found => found.Fields is { } fields && fields[StateField] is not ("Z" or "X") && int.Parse(fields[SessionField], CultureInfo.InvariantCulture) == session)
                .Select(found => new ProcessIdentity(found.Pid, long.Parse(found.Fields![StartTimeField], CultureInfo.InvariantCulture), boot)),
        ];
    }

    public bool IsAlive() => Look().IsAlive;

    /// <summary>Looks once: whether it lives, and whether it does so stopped by a signal, doing nothing until it is continued; a debugger's stop is none, and nothing is stopped outside Linux.</summary>
    public (bool IsAlive, bool IsStopped) Look()
    {
        if (!OperatingSystem.IsLinux())
            return (Of(Pid) == this, false);
        var fields = BootId == Boot.Value ? FieldsFromProc(Pid) : null;
        var isAlive = fields is not null && StartTicksIn(fields) == StartTicks;
        return (isAlive, isAlive && fields![StateField] == "T");
    }

    private static long? StartTicksFromProc(int pid) => FieldsFromProc(pid) is { } fields ? StartTicksIn(fields) : null;

    // A zombie is dead.
    private static long? StartTicksIn(string[] fields) => fields[StateField] is not ("Z" or "X") ? long.Parse(fields[StartTimeField], CultureInfo.InvariantCulture) : null;

    private static string[]? FieldsFromProc(int pid)
    {
        try
        {
            return FieldsOf(File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat")));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // The command may hold spaces and parentheses: fields are counted after the last one.
    private static string[] FieldsOf(string stat) => stat.LastIndexOf(')') is var end && end + 2 <= stat.Length ? stat[(end + 2)..].Split(' ') : [];
}
