using System.Diagnostics;
using System.Runtime.InteropServices;
using Pipeline.Hosting.Identity;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>Signals to processes that we mean by identity, not by number.</summary>
public static partial class ProcessSignals
{
    private const int Terminate = 15;
    private const int KillNow = 9;

    /// <summary>Asks it to end, also when it is frozen. False when it is already gone.</summary>
    public static bool AskToEnd(ProcessIdentity process)
    {
        var isAsked = Send(process, Terminate, toGroup: false);
        if (!OperatingSystem.IsWindows())
            Thaw(process);
        return isAsked;
    }

    /// <summary>Ends it and all of its process group at once. False when it is already gone.</summary>
    public static bool Kill(ProcessIdentity process) => Send(process, KillNow, toGroup: true);

    /// <summary>Ends what a process that is gone has left in the session it led: its grandchildren. How many there were.</summary>
    /// <remarks>While one of them lives, the system gives the leader's pid to nobody else; a living process with that pid means that none is left.</remarks>
    public static int KillLeftBehind(ProcessIdentity gone)
    {
        ArgumentNullException.ThrowIfNull(gone);
        if (gone.IsAlive() || gone.Pid == Environment.ProcessId || ProcessIdentity.Of(gone.Pid) is not null)
            return 0;
        return ProcessIdentity.InSession(gone.Pid).Count(left => Send(left, KillNow, toGroup: false));
    }

    /// <summary>SIGSTOP: it hangs until <see cref="Thaw"/> or its end. False when it is already gone.</summary>
    /// <exception cref="PlatformNotSupportedException">Windows has no such signal.</exception>
    public static bool Freeze(ProcessIdentity process) => Send(process, Number(linux: 19, mac: 17), toGroup: false);

    /// <summary>SIGCONT. False when it is already gone.</summary>
    /// <exception cref="PlatformNotSupportedException">Windows has no such signal.</exception>
    public static bool Thaw(ProcessIdentity process) => Send(process, Number(linux: 18, mac: 19), toGroup: false);

    private static int Number(int linux, int mac) =>
        OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException("Windows has no such signal.")
        : OperatingSystem.IsMacOS() ? mac
        : linux;

    private static bool Send(ProcessIdentity process, int signal, bool toGroup)
    {
        ArgumentNullException.ThrowIfNull(process);
        if (!process.IsAlive())
            return false;
        if (OperatingSystem.IsWindows())
        {
            // There is no gentle signal for a console process of another session.
            using var found = Process.GetProcessById(process.Pid);
            found.Kill(entireProcessTree: true);
            return true;
        }

        // Each child is started as the leader of its own session, so its pid is also its group's.
        return (toGroup && SendSignal(-process.Pid, signal) == 0) || SendSignal(process.Pid, signal) == 0;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int pid, int signal);
}
