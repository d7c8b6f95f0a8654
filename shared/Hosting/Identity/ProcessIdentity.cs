using System.Diagnostics;
using System.Globalization;

namespace Pipeline.Hosting.Identity;

/// <summary>Which process this is, beyond its pid: a pid is used again, a pid with its start time and the machine's boot is not.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="StartTicks">Start time in the system's own ticks since boot (Linux), or .NET ticks elsewhere.</param>
/// <param name="BootId">The machine's boot; empty where the system has none.</param>
public sealed record ProcessIdentity(int Pid, long StartTicks, string BootId)
{
    private const int StateField = 0;
    private const int StartTimeField = 19;

    public static ProcessIdentity OfSelf() =>
        Of(Environment.ProcessId) ?? throw new InvalidOperationException("This process cannot see itself in the process table.");

    /// <summary>Null when no such process lives; a zombie is dead.</summary>
    public static ProcessIdentity? Of(int pid)
    {
        if (OperatingSystem.IsLinux())
            return StartTicksFromProc(pid) is { } ticks ? new ProcessIdentity(pid, ticks, CurrentBootId()) : null;
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

    public bool IsAlive() => Of(Pid) == this;

    /// <summary>Whether it lives but was stopped by a signal and does nothing until it is continued; a debugger's stop is none. Always false outside Linux.</summary>
    public bool IsStopped() => OperatingSystem.IsLinux() && IsAlive() && FieldsFromProc(Pid)?[StateField] == "T";

    private static long? StartTicksFromProc(int pid) =>
        FieldsFromProc(pid) is { } fields && fields[StateField] is not ("Z" or "X") ? long.Parse(fields[StartTimeField], CultureInfo.InvariantCulture) : null;

    private static string[]? FieldsFromProc(int pid)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            // The command may hold spaces and parentheses: fields are counted after the last one.
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string CurrentBootId() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
}
