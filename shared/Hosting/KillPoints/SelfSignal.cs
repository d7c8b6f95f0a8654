using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pipeline.Hosting;

/// <summary>Signals of this process to itself.</summary>
public static partial class SelfSignal
{
    private const int KillNow = 9;

    /// <summary>Returns only from a freeze that has ended.</summary>
    /// <param name="deed">What is to happen to this process.</param>
    /// <exception cref="PlatformNotSupportedException">Windows knows no freeze.</exception>
    public static void Raise(KillDeed deed)
    {
        if (OperatingSystem.IsWindows())
        {
            if (deed == KillDeed.Stop)
                throw new PlatformNotSupportedException("Windows cannot freeze a process.");
            using var self = Process.GetCurrentProcess();
            self.Kill();
            return;
        }

        // raise, not kill: a signal to the process may reach another thread first, and this one would run on past its line.
        _ = RaiseSignal(deed == KillDeed.Kill ? KillNow : OperatingSystem.IsMacOS() ? 17 : 19);
    }

    [LibraryImport("libc", EntryPoint = "raise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int RaiseSignal(int signal);
}

/// <summary>What an armed point does to the process that reaches it.</summary>
public enum KillDeed
{
    /// <summary>SIGKILL.</summary>
    Kill,

    /// <summary>SIGSTOP: frozen until SIGCONT.</summary>
    Stop,
}
