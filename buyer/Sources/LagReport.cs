using NATS.Client.Core;
using Pipeline.Contracts.Signals;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Buyer.Sources;

/// <summary>Puts the number of waiting signals into the heartbeat.</summary>
/// <param name="durable">Null in a dry run, which has no durable.</param>
internal sealed class LagReport(DurableReader<BuySignal>? durable, StageReadiness readiness, TimeProvider machine)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (durable is null)
            return;
        using var timer = new PeriodicTimer(Interval, machine);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                readiness.ReportLag(await durable.LagAsync(cancellationToken));
            }
            catch (NatsException)
            {
                // The server is away: the last figure stands until it is back, and the connection's own log tells of it.
            }
        }
    }
}
