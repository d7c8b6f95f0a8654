using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Pipeline.Tests.TestKit;

/// <summary>Lets the writes of a running process fail as on a full disk, without needing one: none of its files may grow (Linux, RLIMIT_FSIZE).</summary>
/// <remarks>Go programs are told by the failed write; others die of SIGXFSZ unless they ignore it.</remarks>
public static class DiskFull
{
    private const int FileSize = 1;

    public static void Begin(int processId) => Limit(processId, new Bounds { Soft = 1024, Hard = ulong.MaxValue });

    public static void End(int processId) => Limit(processId, new Bounds { Soft = ulong.MaxValue, Hard = ulong.MaxValue });

    private static void Limit(int processId, Bounds bounds)
    {
        if (SetLimit(processId, FileSize, in bounds, 0) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"The files of process {processId} could not be limited.");
    }

    [DllImport("libc", EntryPoint = "prlimit64", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int processId, int resource, in Bounds bounds, nint before);

    [StructLayout(LayoutKind.Sequential)]
    private struct Bounds
    {
        public ulong Soft;
        public ulong Hard;
    }
}
