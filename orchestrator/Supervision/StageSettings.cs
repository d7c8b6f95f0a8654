using System.Collections;
using System.Diagnostics;
using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>Each stage knows its own settings; it is asked to read them, as its start would, before anything runs.</summary>
public static class StageSettings
{
    private static readonly Dictionary<string, string> Nothing = new(StringComparer.Ordinal);
    private static readonly string[] OfOthers = ["PIPELINE__Orchestrator__", "PIPELINE__Simulator__", "PIPELINE__Alerts__"];

    /// <summary>Asks the stages of a plan, but only where the trader has set something: the profiles as delivered are right.</summary>
    /// <remarks>What was set while running keeps nobody from starting, because it can only be taken back while nats-server runs: it is said, and each stage does about it what it must.</remarks>
    /// <exception cref="PipelineException">Exit code 78: a stage would not start like this.</exception>
    public static async Task RequireRightAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Simulator is null)
            RequireKeys(plan.Home);
        var isSetWhileRunning = SettingsOverlay.IsThere(plan.Home);
        if (!File.Exists(plan.Home.SettingsFile) && !IsSetByEnvironment() && !isSetWhileRunning)
            return;
        if (await ProblemsAsync(plan, null, cancellationToken) is not { Length: > 0 } problems)
            return;
        if (!isSetWhileRunning || await ProblemsAsync(plan, Nothing, cancellationToken) is { Length: > 0 })
            throw new PipelineException(ExitCodes.Configuration, problems);
        await Console.Error.WriteLineAsync(
            $"What was set while running does not fit. Monitor and seller start without it, entries wait. Take back what is named here (./pipeline config unset KEY), then ./pipeline restart scanner and buyer.{Environment.NewLine}{problems}");
    }

    private static async Task<string> ProblemsAsync(RunPlan plan, IReadOnlyDictionary<string, string>? overlay, CancellationToken cancellationToken)
    {
        var candidate = overlay is null ? null : SettingsOverlay.WriteCandidate(plan.Home, overlay);
        try
        {
            var words = await Task.WhenAll(Processes.Stages.Where(stage => !plan.Without.Contains(stage)).Select(stage => ProblemOfAsync(stage, plan.Home, cancellationToken, candidate)));
            return string.Join(Environment.NewLine, words.OfType<string>().Distinct(StringComparer.Ordinal));
        }
        finally
        {
            if (candidate is not null)
                File.Delete(candidate);
        }
    }

    /// <summary>What a stage says is wrong with its settings; null when it would start with them.</summary>
    /// <param name="candidate">File of settings to check in place of what was set while running.</param>
    public static async Task<string?> ProblemOfAsync(string stage, PipelineHome home, CancellationToken cancellationToken, string? candidate = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(stage);
        ArgumentNullException.ThrowIfNull(home);
        var start = new ProcessStartInfo(Executables.PathOfStage(stage), ["check", "--profile", home.Profile, .. candidate is null ? Array.Empty<string>() : ["--candidate", candidate]])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start) ?? throw new PipelineException(ExitCodes.Failed, $"The {stage} could not be started.");
        var words = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == ExitCodes.Done ? null : words.Trim();
    }

    private static void RequireKeys(PipelineHome home)
    {
        var keys = SecretsFile.Read(home);
        if (!keys.ContainsKey(SecretsFile.KeyId) || !keys.ContainsKey(SecretsFile.SecretKey))
        {
            throw new PipelineException(
                ExitCodes.Configuration,
                $"Profile {home.Profile} needs {SecretsFile.KeyId} and {SecretsFile.SecretKey} in the environment or in {SecretsFile.PathIn(home)} (readable by you alone). Look with: ./pipeline config check --profile {home.Profile}");
        }
    }

    private static bool IsSetByEnvironment() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => (string)variable.Key)
            .Any(name => name.StartsWith("PIPELINE__", StringComparison.Ordinal) && !OfOthers.Any(other => name.StartsWith(other, StringComparison.OrdinalIgnoreCase)));
}
