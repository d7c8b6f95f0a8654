using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pipeline.Tests.TestKit;

/// <summary>Signals to a process, by its id. On Windows, which has none, every one of them but Pause and Continue ends the process.</summary>
public static class ProcessSignal
{
    /// <summary>SIGINT, what Ctrl-C sends.</summary>
    public static void Interrupt(int processId) => Send(processId, 2);

    /// <summary>SIGTERM, the polite request to end.</summary>
    public static void Terminate(int processId) => Send(processId, 15);

    /// <summary>SIGKILL: the process gets no say.</summary>
    public static void Kill(int processId) => Send(processId, 9);

    /// <summary>SIGUSR2, which tells nats-server to announce its end and let its clients go.</summary>
    public static void LameDuck(int processId) => Send(processId, Number(linux: 12, mac: 31));

    /// <summary>SIGSTOP: the process hangs until <see cref="Continue"/>.</summary>
    public static void Pause(int processId) => Send(processId, Number(linux: 19, mac: 17));

    /// <summary>SIGCONT, the end of <see cref="Pause"/>.</summary>
    public static void Continue(int processId) => Send(processId, Number(linux: 18, mac: 19));

    private static int Number(int linux, int mac) =>
        OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException("Windows has no such signal.")
        : OperatingSystem.IsMacOS() ? mac
        : linux;

    private static void Send(int processId, int signal)
    {
        if (OperatingSystem.IsWindows())
        {
            using var process = Process.GetProcessById(processId);
            process.Kill();
        }
        else if (SendUnix(processId, signal) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"Signal {signal} could not be sent to process {processId}.");
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendUnix(int processId, int signal);
}
