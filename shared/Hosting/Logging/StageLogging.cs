using Pipeline.Hosting.Home;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Pipeline.Hosting.Logging;

/// <summary>One log file a process, JSON lines, begun anew each day and at 4 MB, the newest 14 kept: at most 56 MB a process. And words on the terminal when a person started it.</summary>
/// <remarks>The file is written behind the process's back from a bounded queue: a slow disk or a full one costs lines, never time.</remarks>
public static class StageLogging
{
    private const long LargestFile = 4 * 1024 * 1024;
    private const int FilesKept = 14;
    private const int MostWaiting = 10_000;

    /// <param name="toTerminal">Writes to standard error too: standard output belongs to data.</param>
    public static ProcessLog Create(PipelineHome home, string process, bool toTerminal)
    {
        ArgumentNullException.ThrowIfNull(home);
        var level = new LoggingLevelSwitch();
        var configuration = new LoggerConfiguration()
            .MinimumLevel.ControlledBy(level)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System.Net.Http", LogEventLevel.Warning)
            .WriteTo.Async(
                file => file.File(
                    new LogLayout(process, json: true),
                    PathOf(home, process),
                    rollingInterval: RollingInterval.Day,
                    fileSizeLimitBytes: LargestFile,
                    rollOnFileSizeLimit: true,
                    retainedFileCountLimit: FilesKept,
                    shared: true),
                MostWaiting,
                blockWhenFull: false);
        if (toTerminal)
            configuration.WriteTo.Console(new LogLayout(process, json: false), standardErrorFromLevel: LogEventLevel.Verbose);
        return new ProcessLog(process, configuration.CreateLogger(), level);
    }

    /// <summary>Day and number are put before the ending: <c>buyer-20260105_001.log</c>.</summary>
    private static string PathOf(PipelineHome home, string process) => Path.Combine(home.Logs, $"{process}-.log");
}
