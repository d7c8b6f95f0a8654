using System.CommandLine;
using Pipeline.Hosting;
using Pipeline.Orchestrator.Dashboard;

namespace Pipeline.Orchestrator.Commands;

/// <summary><c>dashboard</c>: a link that opens the running dashboard in a browser.</summary>
public static class DashboardCommand
{
    public static Command Create(TimeProvider machine)
    {
        var profile = CommonOptions.Profile();
        var revoke = new Option<bool>("--revoke") { Description = "First take the token and every browser's session out of force." };
        var command = new Command("dashboard", "Print a link that opens the dashboard once, within ten minutes.") { profile, revoke };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = parsed.Home(profile);
            if (parsed.GetValue(revoke))
                await DashboardLink.RevokeAsync(home, machine, cancellationToken);
            Console.WriteLine(await DashboardLink.MakeAsync(home, machine, cancellationToken));
            return ExitCodes.Done;
        });
        return command;
    }
}
