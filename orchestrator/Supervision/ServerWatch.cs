using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Hosting.Stages;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>Asks a server that knows no heartbeats whether it answers, and puts its answer on the board as if it had said so itself.</summary>
/// <param name="process">nats-server or simulator.</param>
/// <param name="ask">True when it answered; must give up by itself within a second.</param>
public sealed class ServerWatch(string process, Func<CancellationToken, Task<bool>> ask, HeartbeatBoard board, TimeProvider machine, ILogger logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan CalmInterval = TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(CancellationToken stopping)
    {
        using var pulse = new Pulse(Interval, CalmInterval, machine);
        while (await pulse.NextAsync(stopping))
        {
            // One that does not answer is awaited: others begin once it does.
            pulse.IsCalm = await AnswersAsync(stopping);
            if (!pulse.IsCalm)
                continue;
            board.Hear(new Heartbeat
            {
                Process = process,
                State = ProcessHealth.Ready,
                Pid = 0,
                StartedAt = default,
                StartedBy = Processes.Orchestrator,
                SentAt = machine.GetUtcNow(),
            });
        }
    }

    // Whatever goes wrong in asking is no answer; who stopped asking would let a server that works be taken for one that hangs.
    private async Task<bool> AnswersAsync(CancellationToken stopping)
    {
        try
        {
            return await ask(stopping);
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            Log.StepFailed(logger, fault);
            return false;
        }
    }
}
