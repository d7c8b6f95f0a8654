using Microsoft.Extensions.Logging.Abstractions;
using NATS.Client.Core;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>A command's own short connection to a home's nats-server.</summary>
public static class NatsClient
{
    /// <summary>While an orchestrator lives, its server is on its way.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <param name="user">One of <see cref="NatsUsers"/>: the least that does.</param>
    /// <exception cref="PipelineException">Exit code 3 when this home was never started, 69 when its server does not answer.</exception>
    public static async Task<PipelineConnection> ConnectAsync(PipelineHome home, string user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(home);
        var endpoints = Endpoints.Read(home)
            ?? throw new PipelineException(ExitCodes.NotRunning, $"Profile {home.Profile} has not been started yet. Start it with: ./pipeline start --profile {home.Profile}");
        var machine = TimeProvider.System;
        for (var since = machine.GetTimestamp(); ; await Task.Delay(Pause, machine, cancellationToken))
        {
            try
            {
                var options = endpoints.As(user, home, $"{user}-command");
                return await PipelineConnection.ConnectAsync(options, NullLoggerFactory.Instance, cancellationToken);
            }
            catch (NatsException) when (machine.GetElapsedTime(since) < Patience && ProcessRecord.ReadLiving(home, Contracts.Processes.Orchestrator) is not null)
            {
                // A busy machine, or a server that is just being restarted.
            }
            catch (NatsException absent)
            {
                throw Absent(home, endpoints, absent);
            }
        }
    }

    private static PipelineException Absent(PipelineHome home, Endpoints endpoints, NatsException absent) => new(
        ExitCodes.Unavailable,
        $"nats-server of profile {home.Profile} does not answer at {endpoints.Nats} ({absent.Message}). Look with ./pipeline status --profile {home.Profile}, start with ./pipeline start --profile {home.Profile}.",
        absent);
}
