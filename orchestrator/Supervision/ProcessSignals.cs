using System.Diagnostics;
using System.Runtime.InteropServices;
using Pipeline.Hosting.Identity;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>Signals to processes that we mean by identity, not by number.</summary>
public static partial class ProcessSignals
{
    private const int Terminate = 15;
    private const int KillNow = 9;

    /// <summary>Asks it to end. False when it is already gone.</summary>
    public static bool AskToEnd(ProcessIdentity process) => Send(process, Terminate, toGroup: false);

    /// <summary>Ends it and all of its process group at once. False when it is already gone.</summary>
    public static bool Kill(ProcessIdentity process) => Send(process, KillNow, toGroup: true);

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
