using System.Diagnostics;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Replay;

/// <summary>Feeds stored messages to a stage that decides and tells but changes nothing; what it prints goes to the terminal.</summary>
public static class ReplayToStage
{
    public static async Task<int> RunAsync(PipelineHome home, string stage, IAsyncEnumerable<RawMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(home);
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(messages);
        var start = new ProcessStartInfo(Executables.PathOfStage(stage)) { RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in (string[])["run", "--profile", home.Profile, "--input", "-", .. home.Profile == "live" ? new[] { "--confirm-live" } : []])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"The {stage} could not be started.");
        try
        {
            await foreach (var message in messages.WithCancellation(cancellationToken))
                await process.StandardInput.WriteLineAsync(RecordedLines.Write(message).AsMemory(), cancellationToken);
        }
        catch (IOException)
        {
            // The stage ended before it had read all; its exit code and its own words tell why.
        }
        finally
        {
            await CloseAsync(process);
        }

        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    private static async Task CloseAsync(Process process)
    {
        try
        {
            await process.StandardInput.DisposeAsync();
        }
        catch (IOException)
        {
            // A pipe whose reader is gone cannot be flushed; nothing is lost that anyone would read.
        }
    }
}
