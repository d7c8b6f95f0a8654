using Microsoft.Extensions.Hosting;

namespace Pipeline.Orchestrator.Dashboard;

/// <summary>The host's life is decided by the orchestrator: it must not hear signals itself.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
