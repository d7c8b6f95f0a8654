using Pipeline.Hosting;
using Pipeline.Orchestrator.Commands;
using Pipeline.Orchestrator.Supervision;

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

    private static int CodeOf(StatusOrchestrator? orchestrator, params StatusProcess[] processes) => StatusCommand.ExitCodeOf(new StatusSnapshot
    {
        Profile = "demo",
        TradingState = "active",
        Endpoints = new StatusEndpoints(null, null, null),
        Orchestrator = orchestrator,
        Processes = processes,
        At = DateTimeOffset.UnixEpoch,
    });

    private static StatusProcess Line(ProcessState state) => new() { Name = "buyer", State = state };
}
