using Microsoft.Extensions.Logging;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>Keeps what the processes print within bounds: each has its own file, and of a file that has grown too large its end is kept as <c>.1</c> and the rest forgotten.</summary>
/// <remarks>
/// The processes append to their files themselves, without a pipe that could fill or close. So a flood costs nobody but its own file; what is printed between copying and cutting is lost.
/// It runs beside the supervision and is never waited for.
/// </remarks>
public sealed class OutputKeeper(PipelineHome home, TimeProvider machine, ILogger logger)
{
    /// <summary>Bytes that a file may reach, and that are kept of it.</summary>
    public const long Largest = 5 * 1024 * 1024;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, machine);
        while (await timer.WaitForNextTickAsync(stopping))
            await LookAsync(stopping);
    }

    /// <summary>Looks at every file once; what cannot be kept small is said and tried again at the next look.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var file in Directory.Exists(home.Logs) ? Directory.GetFiles(home.Logs, "*.out") : [])
        {
            try
            {
                if (new FileInfo(file).Length > Largest)
                    await CutAsync(file, cancellationToken);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                Log.OutputNotCut(logger, file, refused.Message);
            }
        }
    }

    private static async Task CutAsync(string file, CancellationToken cancellationToken)
    {
        await using var output = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        try
        {
            await using var kept = new FileStream($"{file}.1", FileMode.Create, FileAccess.Write);
            output.Position = Math.Max(0, output.Length - Largest);
            var left = Largest;
            var buffer = new byte[64 * 1024];
            // As much as was there, not as long as more comes: a flood may be faster than the copy.
            while (left > 0 && await output.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellationToken) is > 0 and var read)
            {
                await kept.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                left -= read;
            }
        }
        finally
        {
            // Also where there is no space for a copy: it is the flood that fills the disk.
            output.SetLength(0);
        }
    }
}
