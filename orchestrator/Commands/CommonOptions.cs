using System.CommandLine;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Output;

namespace Pipeline.Orchestrator.Commands;

/// <summary>Options that several commands share, worded once.</summary>
public static class CommonOptions
{
    public static Option<string> Profile() =>
        new("--profile") { Description = "Whose settings and state: demo, paper or live.", DefaultValueFactory = _ => "demo" };

    public static Option<bool> Json() => new("--json") { Description = "One JSON document (or a line an item) instead of a table." };

    public static Option<bool> Csv() => new("--csv") { Description = "Comma-separated values with a line of names, instead of a table." };

    /// <summary>Refuses both forms at once.</summary>
    public static void OneForm(this Command command, Option<bool> json, Option<bool> csv)
    {
        ArgumentNullException.ThrowIfNull(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(json) is { Implicit: false } && result.GetResult(csv) is { Implicit: false })
                result.AddError("--json or --csv, not both.");
        });
    }

    public static ListForm Form(this ParseResult parsed, Option<bool> json, Option<bool> csv)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        return parsed.GetValue(json) ? ListForm.Json : parsed.GetValue(csv) ? ListForm.Csv : ListForm.Table;
    }

    /// <summary>At most so many rows.</summary>
    public static Option<int?> Limit()
    {
        var limit = new Option<int?>("--limit") { Description = "At most so many rows, the newest ones." };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1)
                result.AddError("--limit is 1 or more.");
        });
        return limit;
    }

    public static Option<bool> ConfirmLive() => new("--confirm-live") { Description = "Needed to trade real money with the live profile." };

    public static PipelineHome Home(this ParseResult parsed, Option<string> profile)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        var home = PipelineHome.Of(parsed.GetValue(profile)!);
        if (home.Profile == LiveGuard.Profile)
            Terminal.SayLive();
        return home;
    }
}
