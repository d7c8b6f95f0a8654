using Pipeline.Domain.Risk;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Doctor;

/// <summary>Who runs, and what may be traded.</summary>
public static class ProcessChecks
{
    private const int OftenRestarted = 3;

    public static IReadOnlyList<DoctorLine> Look(PipelineHome home, TimeProvider machine)
    {
        ArgumentNullException.ThrowIfNull(home);
        var status = new StatusReader(home, machine).Read();
        if (status.Orchestrator is null)
        {
            var living = status.Processes.Where(process => process.State != ProcessState.Stopped).Select(process => process.Name).ToList();
            return living.Count == 0
                ? [DoctorLine.Ok("processes", $"profile {home.Profile} does not run now")]
                : [DoctorLine.Problem("processes", $"{string.Join(", ", living)} run, but nobody supervises them", $"./pipeline start --profile {home.Profile} takes them up again.")];
        }

        return [.. status.Processes.Select(process => Of(process, home)), .. (status.Conditions ?? []).Select(Standing), Trading(status)];
    }

    private static DoctorLine Of(StatusProcess process, PipelineHome home) => process switch
    {
        { State: ProcessState.Ready, Restarts: > OftenRestarted } => DoctorLine.Warning("processes", $"{process.Name} is ready, but was restarted {process.Restarts} times", $"./pipeline logs {process.Name} --level warning says why."),
        { State: ProcessState.Ready } => DoctorLine.Ok("processes", $"{process.Name} is ready"),
        { State: ProcessState.Stopped, Detail: StatusProcess.LeftOut } => DoctorLine.Warning("processes", $"{process.Name} was left out at start", $"Run it by hand: ./pipeline {process.Name} run --profile {home.Profile}"),
        _ => DoctorLine.Problem("processes", $"{process.Name} is {process.State.ToString().ToLowerInvariant()}{(process.Detail is { } why ? $": {why}" : "")}", $"./pipeline logs {process.Name} says more; ./pipeline restart {process.Name} tries again."),
    };

    private static DoctorLine Standing(Contracts.Control.RaisedCondition condition) =>
        DoctorLine.Warning("trading", $"{TradingStateRules.NameOf(condition.Condition)}: {condition.Text}", TradingStateTable.RuleOf(condition.Condition).Advice);

    private static DoctorLine Trading(StatusSnapshot status) => status.TradingState == "active"
        ? DoctorLine.Ok("trading", "is active")
        : DoctorLine.Warning("trading", $"is {status.TradingState}: {status.TradingReason ?? "it is not known why"}", "See ./pipeline status; where it is yours to end: ./pipeline resume");
}
