using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>Asks a server that knows no heartbeats whether it answers, and puts its answer on the board as if it had said so itself.</summary>
/// <param name="process">nats-server or simulator.</param>
/// <param name="ask">True when it answered; must give up by itself within a second.</param>
public sealed class ServerWatch(string process, Func<CancellationToken, Task<bool>> ask, HeartbeatBoard board, TimeProvider machine, ILogger logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, machine);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            if (!await AnswersAsync(stopping))
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
