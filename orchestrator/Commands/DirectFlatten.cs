using System.Diagnostics;
using Pipeline.Contracts;
using Pipeline.Contracts.Values;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>flatten --direct</c>: hands over to a short-lived process of the seller's executable, which has the keys; the orchestrator has none.</summary>
internal static class DirectFlatten
{
    /// <summary>The exit code is that process's.</summary>
    /// <exception cref="PipelineException">The seller has not been built.</exception>
    public static async Task<int> RunAsync(PipelineHome home, Symbol? symbol, CancellationToken cancellationToken)
    {
        string[] arguments = ["flatten", "--profile", home.Profile, .. symbol is { } one ? new[] { "--symbol", one.Name } : []];
        using var process = Process.Start(new ProcessStartInfo(Executables.PathOfStage(Processes.Seller), arguments) { UseShellExecute = false })
            ?? throw new PipelineException(ExitCodes.Failed, "The seller's executable could not be started.");

        // Ctrl-C reaches it too, and it ends between two requests.
        await process.WaitForExitAsync(CancellationToken.None);
        return cancellationToken.IsCancellationRequested ? ExitCodes.Interrupted : process.ExitCode;
    }
}
