using System.Collections;
using System.Diagnostics;
using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Chaos.Running;

/// <summary>Uses the pipeline as a trader does: by its command line, each command a process of its own.</summary>
public sealed class Trader(ChaosOptions options)
{
    private static readonly string Program = Environment.ProcessPath ?? throw new InvalidOperationException("This process has no path.");

    private string[] Market => ["--speed", options.Speed.ToString(CultureInfo.InvariantCulture), "--seed", (options.Seed % int.MaxValue).ToString(CultureInfo.InvariantCulture)];

    /// <exception cref="PipelineException">It did not start; nothing can be said about its safety.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var (code, words) = await RunAsync(["start", "--detach", "--fresh", .. Market], cancellationToken);
        if (code != ExitCodes.Done)
            throw new PipelineException(code, $"The pipeline did not start: {words}");
    }

    /// <summary>Starts the orchestrator again over what lives, as a service manager does: the program itself, not a command that starts it.</summary>
    public ProcessIdentity StartAgain(PipelineHome home) => new ChildLauncher(home).Start(new ProcessSpec
    {
        Name = Processes.Orchestrator,
        Executable = Program,
        Arguments = ["start", .. Market],
        Environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal),
    });

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int Code, string Words)> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        using var process = Process.Start(start) ?? throw new PipelineException(ExitCodes.Failed, $"{Program} could not be started.");
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, $"{(await error).Trim()} {(await output).Trim()}".Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }
}
