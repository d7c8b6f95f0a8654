using System.Globalization;
using Microsoft.Extensions.Logging;
using Pipeline.Hosting.Home;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace Pipeline.Hosting.Logging;

/// <summary>One rotated log file a process, and the terminal when a person started it.</summary>
public static class StageLogging
{
    private const string Layout = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}";
    private const long LargestFile = 10 * 1024 * 1024;
    private const int FilesKept = 5;

    /// <param name="toTerminal">Writes to standard error too: standard output belongs to data.</param>
    public static ILoggerFactory Create(PipelineHome home, string process, bool toTerminal)
    {
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System.Net.Http", LogEventLevel.Warning)
            .WriteTo.Async(file => file.File(
                Path.Combine(home.Logs, $"{process}.log"),
                outputTemplate: Layout,
                formatProvider: CultureInfo.InvariantCulture,
                fileSizeLimitBytes: LargestFile,
                rollOnFileSizeLimit: true,
                retainedFileCountLimit: FilesKept,
                shared: true));
        if (toTerminal)
        {
            configuration.WriteTo.Console(
                outputTemplate: Layout,
                formatProvider: CultureInfo.InvariantCulture,
                standardErrorFromLevel: LogEventLevel.Verbose);
        }

        return new SerilogLoggerFactory(configuration.CreateLogger(), dispose: true);
    }
}
