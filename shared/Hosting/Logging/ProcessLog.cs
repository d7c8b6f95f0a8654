using Microsoft.Extensions.Logging;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace Pipeline.Hosting.Logging;

/// <summary>The log of one process, and how much it says, which may be changed while it runs.</summary>
public sealed class ProcessLog : ILoggerFactory
{
    public const LogLevel DefaultLevel = LogLevel.Information;

    private readonly SerilogLoggerFactory _loggers;
    private readonly LoggingLevelSwitch _level;

    internal ProcessLog(string process, Logger sinks, LoggingLevelSwitch level)
    {
        Process = process;
        _loggers = new SerilogLoggerFactory(sinks, dispose: true);
        _level = level;
    }

    public string Process { get; }

    /// <summary>The quietest that is still written; takes effect at once.</summary>
    public LogLevel Level
    {
        // Both count from the quietest, zero, to the gravest.
        get => (LogLevel)_level.MinimumLevel;
        set => _level.MinimumLevel = (LogEventLevel)Math.Min((int)value, (int)LogEventLevel.Fatal);
    }

    public ILogger CreateLogger(string categoryName) => _loggers.CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => _loggers.AddProvider(provider);

    public void Dispose() => _loggers.Dispose();
}
