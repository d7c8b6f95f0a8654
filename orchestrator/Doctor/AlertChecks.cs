using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Orchestrator.Alerts;

namespace Pipeline.Orchestrator.Doctor;

/// <summary>Whether somebody is called when something needs a person.</summary>
public static class AlertChecks
{
    public static IReadOnlyList<DoctorLine> Look(PipelineHome home)
    {
        try
        {
            return AlertRoutesFile.Read(home) is { Count: > 0 } routes
                ? [DoctorLine.Ok("alerts", $"go to {string.Join(", ", routes.Select(route => route.Name))}; ./pipeline alerts test tries them")]
                : [DoctorLine.Ok("alerts", $"go to nobody: there are no routes in {AlertRoutesFile.PathIn(home)}")];
        }
        catch (PipelineException refused)
        {
            return [DoctorLine.Problem("alerts", $"reach nobody: {refused.Message}", "Mend the file; it is then read without a restart.")];
        }
    }
}
