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
