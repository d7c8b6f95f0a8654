using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;
using Pipeline.Orchestrator.Output;
using Spectre.Console;

namespace Pipeline.Orchestrator.Supervision;

/// <summary><c>start --detach</c>: the same orchestrator in a session of its own; returns once all is ready, or says what is not.</summary>
public static class DetachedStart
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan KnownWithin = TimeSpan.FromSeconds(2);

    /// <param name="arguments">The command line of the orchestrator, without <c>--detach</c>.</param>
    public static async Task<int> RunAsync(RunPlan plan, IReadOnlyList<string> arguments, TimeProvider machine, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(machine);
        var spec = new ProcessSpec
        {
            Name = Processes.Orchestrator,
            Executable = Environment.ProcessPath ?? Executables.PathOf("Orchestrator"),
            Arguments = arguments,
            Environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
                .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal),
        };
        var launcher = new ChildLauncher(plan.Home);
        var identity = launcher.Start(spec);
        var since = machine.GetTimestamp();
        var shown = "";
        while (machine.GetElapsedTime(since) < TimeSpan.FromSeconds(plan.Options.ReadySeconds))
        {
            await Task.Delay(Interval, machine, cancellationToken);
            if (!identity.IsAlive())
                throw await EndedAsync(plan.Home, launcher, identity, machine, cancellationToken);
            var status = new StatusReader(plan.Home, machine).Read();
            if (status.Orchestrator?.Pid != identity.Pid)
                continue;
            var waiting = string.Join(", ", status.Processes.Where(process => process.State != ProcessState.Ready && !plan.Without.Contains(process.Name)).Select(process => process.Name));
            if (waiting.Length == 0)
            {
                AnsiConsole.Write(StatusTable.Of(status, machine.GetUtcNow()));
                await Console.Error.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"Profile {plan.Home.Profile} is ready after {machine.GetElapsedTime(since).TotalSeconds:0.0} s, orchestrator pid {identity.Pid}. End it with: ./pipeline stop --profile {plan.Home.Profile}"));
                await DashboardLine.TellAsync(plan, machine, cancellationToken);
                return ExitCodes.Done;
            }

            if (status.Processes.FirstOrDefault(process => process.State == ProcessState.Failed) is { } failed)
            {
                throw new PipelineException(
                    ExitCodes.Unhealthy,
                    $"{failed.Name} has failed: {failed.Detail}. Its last words: {LastWords(launcher.OutputFile(failed.Name))} The rest keeps running; end it with: ./pipeline stop --profile {plan.Home.Profile}");
            }

            if (waiting != shown)
                await Console.Error.WriteLineAsync($"Waiting for {waiting}…");
            shown = waiting;
        }

        throw new PipelineException(
            ExitCodes.Unhealthy,
            $"Not all is ready after {plan.Options.ReadySeconds} s: {shown}. The orchestrator (pid {identity.Pid}) keeps trying. Look at: ./pipeline status --profile {plan.Home.Profile}, and the logs in {plan.Home.Logs}");
    }

    private static async Task<PipelineException> EndedAsync(PipelineHome home, ChildLauncher launcher, ProcessIdentity identity, TimeProvider machine, CancellationToken cancellationToken)
    {
        var since = machine.GetTimestamp();
        while (launcher.EndingOf(Processes.Orchestrator, identity.Pid) == default && machine.GetElapsedTime(since) < KnownWithin)
            await Task.Delay(Interval, machine, cancellationToken);
        var code = launcher.EndingOf(Processes.Orchestrator, identity.Pid).Code;
        if (code != ExitCodes.AlreadyRunning)
            return new PipelineException(code is { } own and not ExitCodes.Done ? own : ExitCodes.Failed, $"The orchestrator ended at once. Its last words: {LastWords(launcher.OutputFile(Processes.Orchestrator))}");
        // Both write to one file of output, so its last words may be the other's; who has taken the home says so itself, a moment after it did.
        while (ProcessRecord.ReadLiving(home, Processes.Orchestrator) is null && machine.GetElapsedTime(since) < KnownWithin)
            await Task.Delay(Interval, machine, cancellationToken);
        return PipelineRun.AlreadyRunning(home);
    }

    private static string LastWords(string file) =>
        File.Exists(file) ? string.Join(' ', File.ReadLines(file).TakeLast(3)) : "(none)";
}
