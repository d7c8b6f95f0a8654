using System.CommandLine;
using Pipeline.Hosting.Identity;

namespace Pipeline.Hosting.Stages;

/// <summary>What every stage does alike, from the command line to the exit code.</summary>
public static class StageHost
{
    /// <summary>Runs the stage named by <paramref name="definition"/> as <paramref name="args"/> ask; returns the exit code.</summary>
    /// <param name="definition">The stage.</param>
    /// <param name="args">The command line.</param>
    /// <param name="more">Commands of this stage alone.</param>
    public static async Task<int> RunAsync(StageDefinition definition, string[] args, params IReadOnlyList<Command> more)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(more);
        var profile = new Option<string>("--profile") { Description = "Whose settings and state: demo, paper or live.", DefaultValueFactory = _ => "demo" };
        var once = new Option<bool>("--once") { Description = "Handle what is there, then stop." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Decide and tell, change nothing: reads as a read-only user beside the live system." };
        var input = new Option<string?>("--input") { Description = "With '-': recorded messages as JSON lines from standard input instead of the streams; implies --dry-run." };
        input.AcceptOnlyFromAmong("-");
        var confirmLive = new Option<bool>("--confirm-live") { Description = "Needed to trade real money with the live profile." };
        var run = new Command("run", $"Run the {definition.Process} by hand beside a started system.") { profile, once, dryRun, input, confirmLive };
        run.SetAction((parsed, cancellationToken) => StageProcess.RunAsync(
            definition,
            new StageArguments(
                parsed.GetValue(profile)!,
                parsed.GetValue(once),
                parsed.GetValue(dryRun) || parsed.GetValue(input) is not null,
                parsed.GetValue(input) is not null,
                parsed.GetValue(confirmLive)),
            cancellationToken));
        var candidate = new Option<string?>("--candidate") { Description = "A file of settings to check in place of what was set while running.", Hidden = true };
        var check = new Command("check", "Read the settings of this stage and say what is wrong with them.") { profile, candidate };
        check.SetAction(parsed => StageCheck.Run(definition, parsed.GetValue(profile)!, parsed.GetValue(candidate)));
        var root = new RootCommand($"{definition.Process}: {definition.Description}.") { run, check };
        foreach (var command in more)
            root.Add(command);
        return await CommandLine.InvokeAsync(root, args);
    }
}

/// <summary>What the command line asked of a stage.</summary>
public sealed record StageArguments(string Profile, bool Once, bool DryRun, bool ReadsInput, bool ConfirmLive);
