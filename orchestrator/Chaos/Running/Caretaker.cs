using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Chaos.Running;

/// <summary>What a machine with a service manager and an attentive trader would do: start the orchestrator again, restart what was given up, resume once all is ready.</summary>
public sealed class Caretaker(PipelineHome home, Trader trader, ChaosTally tally, TimeProvider machine)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan StartAgainAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ResumeAfter = TimeSpan.FromSeconds(3);
    private ProcessIdentity? _started;
    private long _startedAt = machine.GetTimestamp();
    private DateTimeOffset? _restrictedSince;

    /// <summary>False once the run has halted trading itself.</summary>
    public bool Resumes { get; set; } = true;

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, machine);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            KeepOrchestrator();
            RestartFailed();
            await ResumeAsync(stopping);
        }
    }

    private void KeepOrchestrator()
    {
        if (_started?.IsAlive() == true || ProcessRecord.ReadLiving(home, Processes.Orchestrator) is not null || new ChildLauncher(home).FindRunning(Processes.Orchestrator) is not null)
            return;
        // One that cannot start at all is tried each second, no more often.
        if (_started is not null && machine.GetElapsedTime(_startedAt) < StartAgainAfter)
            return;
        (_started, _startedAt) = (trader.StartAgain(home), machine.GetTimestamp());
    }

    private void RestartFailed()
    {
        foreach (var failed in StatusSnapshot.Read(home)?.Processes.Where(process => process.State == ProcessState.Failed) ?? [])
        {
            var requests = new RestartRequests(home);
            if (requests.IsAsked(failed.Name))
                continue;
            requests.Ask(failed.Name);
            tally.Note($"{failed.Name} was given up and restarted by hand: {failed.Detail}");
        }
    }

    private async Task ResumeAsync(CancellationToken stopping)
    {
        var status = new StatusReader(home, machine).Read();
        var now = machine.GetUtcNow();
        if (!Resumes || status.TradingState is not ("halted" or "reducing") || status.Processes.Any(process => process.State != ProcessState.Ready))
        {
            _restrictedSince = null;
            return;
        }

        _restrictedSince ??= now;
        if (now - _restrictedSince < ResumeAfter)
            return;
        _restrictedSince = null;
        var (code, words) = await Trader.RunAsync(["resume"], stopping);
        tally.Note(code == ExitCodes.Done ? $"trading was {status.TradingState} and was resumed" : $"resume ended with {code}: {words}");
    }
}
