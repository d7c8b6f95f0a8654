using System.Runtime.InteropServices;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;

namespace Pipeline.Seller.Direct;

/// <summary>Takes the seller's place: two senders of sells must not race, so a living seller is ended first, and none can start while the lock is held.</summary>
internal static partial class SellerStop
{
    private const int Terminate = 15;
    private const int Kill = 9;

    /// <summary>As long as a stage may take to settle what it has sent.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <exception cref="PipelineException">Exit code 5: the lock is held by no seller that is known, so by another flatten.</exception>
    public static async Task<ProcessLock> TakePlaceAsync(PipelineHome home, Action<string> say, TimeProvider machine, CancellationToken cancellationToken)
    {
        var since = machine.GetTimestamp();
        ProcessIdentity? asked = null;
        var killed = false;
        while (true)
        {
            if (ProcessLock.TryTake(home, Processes.Seller) is { } taken)
                return taken;
            if (ProcessRecord.ReadLiving(home, Processes.Seller)?.Identity is { } seller && seller != asked)
            {
                say($"The seller runs, pid {seller.Pid}: it is ended first, because two must not sell at once.");
                Signal(seller, Terminate);
                (asked, killed, since) = (seller, false, machine.GetTimestamp());
            }
            else if (machine.GetElapsedTime(since) >= Patience)
            {
                if (asked is null || killed)
                    throw new PipelineException(ExitCodes.AlreadyRunning, $"Another flatten, or a seller that cannot be ended, holds {home.Run}/seller.lock. End it first.");
                say($"The seller does not end; pid {asked.Pid} is killed.");
                Signal(asked, Kill);
                (killed, since) = (true, machine.GetTimestamp());
            }

            await Task.Delay(Look, machine, cancellationToken);
        }
    }

    private static void Signal(ProcessIdentity process, int signal)
    {
        if (!process.IsAlive())
            return;
        if (!OperatingSystem.IsWindows())
        {
            _ = SendSignal(process.Pid, signal);
            return;
        }

        using var found = System.Diagnostics.Process.GetProcessById(process.Pid);
        found.Kill();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int pid, int signal);
}
