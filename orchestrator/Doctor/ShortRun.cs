using System.ComponentModel;
using System.Diagnostics;

namespace Pipeline.Orchestrator.Doctor;

/// <summary>Runs a program that is over in seconds, and kills it when it is not.</summary>
public static class ShortRun
{
    /// <summary>What it printed and its exit code; null when there is no such program.</summary>
    /// <exception cref="TimeoutException">It was not over in time and was killed.</exception>
    public static async Task<(string Output, string Error, int ExitCode)?> TryAsync(string program, IReadOnlyList<string> arguments, TimeSpan patience, TimeProvider machine, CancellationToken cancellationToken)
    {
        using var process = Launch(program, arguments);
        if (process is null)
            return null;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        try
        {
            await Task.WhenAll(output, error, process.WaitForExitAsync(cancellationToken)).WaitAsync(patience, machine, cancellationToken);
            return ((await output).Trim(), (await error).Trim(), process.ExitCode);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process? Launch(string program, IReadOnlyList<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
