using Microsoft.Extensions.Logging.Abstractions;
using NATS.Client.Core;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>A command's own short connection to a home's nats-server.</summary>
public static class NatsClient
{
    /// <param name="user">One of <see cref="NatsUsers"/>: the least that does.</param>
    /// <exception cref="PipelineException">Exit code 3 when this home was never started, 69 when its server does not answer.</exception>
    public static async Task<PipelineConnection> ConnectAsync(PipelineHome home, string user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(home);
        var endpoints = Endpoints.Read(home)
            ?? throw new PipelineException(ExitCodes.NotRunning, $"Profile {home.Profile} has not been started yet. Start it with: ./pipeline start --profile {home.Profile}");
        try
        {
            var options = endpoints.As(user, home, $"{user}-command");
            return await PipelineConnection.ConnectAsync(options, NullLoggerFactory.Instance, cancellationToken);
        }
        catch (NatsException absent)
        {
            throw new PipelineException(
                ExitCodes.Unavailable,
                $"nats-server of profile {home.Profile} does not answer at {endpoints.Nats} ({absent.Message}). Look with ./pipeline status --profile {home.Profile}, start with ./pipeline start --profile {home.Profile}.",
                absent);
        }
    }
}
