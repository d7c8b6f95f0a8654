using System.Globalization;
using Microsoft.Extensions.Logging;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Logging;
using Pipeline.Orchestrator.Logs;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Supervision;

public sealed class MergedLogTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryHome _folder = new();
    private readonly PipelineHome _home;

    public MergedLogTests() => _home = PipelineHome.In(_folder.Directory, "demo").EnsureWritable(leastFree: 1);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_of_all_processes_and_files_come_by_time()
    {
        Write("buyer-20260104.log", Line("buyer", 1, "one"), Line("buyer", 5, "five"));
        Write("buyer-20260105.log", Line("buyer", 6, "six"));
        Write("buyer-20260105_001.log", Line("buyer", 9, "nine"));
        // Written in another order than said.
        Write("seller-20260105.log", Line("seller", 7, "seven"), Line("seller", 2, "two"));
        var time = Noon.AddSeconds(8).LocalDateTime.ToString("yyyy/MM/dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        Write("nats-server.log", $"[17] {time} [WRN] eight, with [brackets]", "no line of a log");

        Assert.Equal(["one", "two", "five", "six", "seven", "eight, with [brackets]", "nine"], Messages(new LogFilter(), null));
        Assert.Equal(["eight, with [brackets]", "nine"], Messages(new LogFilter(), 2));
        Assert.Equal(["two", "seven"], Messages(new LogFilter { Processes = ["seller"] }, null));
    }

    [Fact]
    public void Only_what_was_asked_for_is_shown()
    {
        Write("buyer-20260105.log", Line("buyer", 1, "quiet", LogLevel.Debug), Line("buyer", 2, "Loud", LogLevel.Error), Line("buyer", 3, "later", LogLevel.Error));

        Assert.Equal(["Loud", "later"], Messages(new LogFilter { Level = LogLevel.Warning }, null));
        Assert.Equal(["later"], Messages(new LogFilter { Since = Noon.AddSeconds(3) }, null));
        Assert.Equal(["quiet", "Loud"], Messages(new LogFilter { Until = Noon.AddSeconds(2) }, null));
        Assert.Equal(["Loud"], Messages(new LogFilter { Text = "loud" }, null));
    }

    [Fact]
    public void Following_goes_on_over_torn_lines_new_files_and_new_processes_and_repeats_nothing()
    {
        Write("buyer-20260105.log", Line("buyer", 1, "present"));
        var log = new MergedLog(new LogFiles(_home), new LogFilter());
        log.Fresh();
        Append("buyer-20260105.log", Line("buyer", 2, "came meanwhile") + "\n");
        Assert.Equal(["present"], log.Present(10).Select(line => line.Message));

        var torn = Line("buyer", 3, "torn");
        Append("buyer-20260105.log", torn[..20]);
        Assert.Equal(["came meanwhile"], log.Fresh().Select(line => line.Message));
        Append("buyer-20260105.log", torn[20..] + "\n");
        Write("buyer-20260106.log", Line("buyer", 5, "next day"));
        Write("seller-20260106.log", Line("seller", 4, "another"));

        Assert.Equal(["torn", "another", "next day"], log.Fresh().Select(line => line.Message));
        Assert.Empty(log.Fresh());
    }

    [Fact]
    public void What_a_process_logs_is_read_back_as_it_was_and_its_level_changes_while_it_runs()
    {
        using (var log = StageLogging.Create(_home, "buyer", toTerminal: false))
        {
            var logger = log.CreateLogger("Some.Source");
#pragma warning disable CA1848, CA1873 // What is logged here is the test.
            logger.LogDebug("not yet");
            log.Level = LogLevel.Debug;
            logger.LogDebug(new EventId(2017), "now {Count}", 3);
            log.Level = LogLevel.Error;
            logger.LogWarning("no more");
            logger.LogError(new InvalidOperationException("broken"), "at the end");
#pragma warning restore CA1848, CA1873
        }

        var lines = new MergedLog(new LogFiles(_home), new LogFilter()).Present(null).ToList();

        Assert.Equal(["now 3", "at the end"], lines.Select(line => line.Message));
        Assert.Equal((LogLevel.Debug, 2017, "Some.Source", "buyer"), (lines[0].Level, lines[0].Event, lines[0].Source, lines[0].Process));
        Assert.Contains("broken", lines[1].Exception, StringComparison.Ordinal);
    }

    private List<string> Messages(LogFilter filter, int? most) => [.. new MergedLog(new LogFiles(_home), filter).Present(most).Select(line => line.Message)];

    private static string Line(string process, int second, string message, LogLevel level = LogLevel.Information) =>
        new LogLine { Time = Noon.AddSeconds(second), Level = level, Process = process, Message = message }.ToJson();

    private void Write(string file, params string[] lines)
    {
        var path = Path.Combine(_home.Logs, file);
        File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")));
        File.SetLastWriteTimeUtc(path, Noon.AddDays(1).UtcDateTime);
    }

    private void Append(string file, string text) => File.AppendAllText(Path.Combine(_home.Logs, file), text);
}
