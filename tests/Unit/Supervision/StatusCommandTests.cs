using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;
using Pipeline.Orchestrator.Commands;
using Pipeline.Orchestrator.Output;
using Pipeline.Orchestrator.Supervision;
using Pipeline.Tests.TestKit;
using Spectre.Console;

namespace Pipeline.Tests.Unit.Supervision;

public sealed class StatusCommandTests
{
    private static readonly StatusOrchestrator Running = new(1, DateTimeOffset.UnixEpoch);

    [Fact]
    public void Says_done_when_all_that_should_run_is_ready() =>
        Assert.Equal(ExitCodes.Done, CodeOf(Running, Line(ProcessState.Ready), Line(ProcessState.Ready)));

    [Fact]
    public void Says_not_running_when_nothing_does() =>
        Assert.Equal(ExitCodes.NotRunning, CodeOf(null, Line(ProcessState.Stopped)));

    [Fact]
    public void Says_unhealthy_when_one_is_not_ready() =>
        Assert.Equal(ExitCodes.Unhealthy, CodeOf(Running, Line(ProcessState.Ready), Line(ProcessState.Restarting)));

    [Fact]
    public void Says_unhealthy_when_nobody_supervises_what_runs() =>
        Assert.Equal(ExitCodes.Unhealthy, CodeOf(null, Line(ProcessState.Unhealthy)));

    [Fact]
    public void A_stage_that_was_left_out_at_start_is_no_fault() =>
        Assert.Equal(ExitCodes.Done, CodeOf(Running, Line(ProcessState.Ready), Line(ProcessState.Stopped) with { Detail = StatusProcess.LeftOut }));

    [Fact]
    public void Long_last_words_are_told_whole_and_break_no_column_before_them()
    {
        var words = string.Join(' ', Enumerable.Range(0, 150).Select(number => $"word{number}"));
        using var shown = new StringWriter();
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(shown) });
        terminal.Profile.Width = 120;

        terminal.Write(StatusTable.Of(Of(Running, Line(ProcessState.Failed) with { Detail = words }), DateTimeOffset.UnixEpoch));

        Assert.Contains("│ buyer   │ failed │", shown.ToString(), StringComparison.Ordinal);
        Assert.All(words.Split(' '), word => Assert.Contains(word, shown.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void What_may_be_left_at_the_venue_is_part_of_it_until_somebody_looks_after_it_again()
    {
        using var folder = new TemporaryHome();
        var home = PipelineHome.In(folder.Directory, "demo").EnsureWritable(leastFree: 1);
        var said = new LeftBehind(home).Note(Processes.Buyer, "was not running");
        var reader = new StatusReader(home, TimeProvider.System);
        Assert.Equal(said, Assert.Single(reader.Read().LeftBehind!));

        new ProcessRecord { Process = Processes.Orchestrator, Identity = ProcessIdentity.OfSelf(), StartedBy = "hand", StartedAt = DateTimeOffset.UnixEpoch }.Write(home);
        Assert.Null(reader.Read().LeftBehind);
    }

    private static int CodeOf(StatusOrchestrator? orchestrator, params StatusProcess[] processes) => StatusCommand.ExitCodeOf(Of(orchestrator, processes));

    private static StatusSnapshot Of(StatusOrchestrator? orchestrator, params StatusProcess[] processes) => new()
    {
        Profile = "demo",
        TradingState = "active",
        Endpoints = new StatusEndpoints(null, null, null),
        Orchestrator = orchestrator,
        Processes = processes,
        At = DateTimeOffset.UnixEpoch,
    };

    private static StatusProcess Line(ProcessState state) => new() { Name = "buyer", State = state };
}
