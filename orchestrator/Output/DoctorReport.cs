using System.Text.Json.Nodes;
using Pipeline.Hosting;
using Pipeline.Orchestrator.Doctor;

namespace Pipeline.Orchestrator.Output;

/// <summary>What the doctor found: a line each with what to do, and one that sums up.</summary>
public static class DoctorReport
{
    /// <returns>0 without a problem, else 1; warnings are none.</returns>
    public static int Show(IReadOnlyList<DoctorLine> lines, bool json)
    {
        ArgumentNullException.ThrowIfNull(lines);
        foreach (var line in lines)
            Console.WriteLine(json ? Json(line) : Text(line));
        var (problems, warnings) = (lines.Count(line => line.Verdict == DoctorVerdict.Problem), lines.Count(line => line.Verdict == DoctorVerdict.Warning));
        if (json)
            Console.WriteLine(new JsonObject { ["type"] = "summary", ["problems"] = problems, ["warnings"] = warnings }.ToJsonString());
        else
            Console.Error.WriteLine(problems + warnings == 0 ? "All is well." : $"Problems: {problems}, warnings: {warnings}.");
        return problems == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static string Text(DoctorLine line)
    {
        var mark = line.Verdict switch { DoctorVerdict.Ok => "ok   ", DoctorVerdict.Warning => "LOOK ", _ => "WRONG" };
        return $"{mark} {line.Check}: {line.Text}{(line.Advice is { } advice ? $"{Environment.NewLine}      {advice}" : "")}";
    }

    private static string Json(DoctorLine line) => new JsonObject
    {
        ["type"] = "check",
        ["check"] = line.Check,
        ["verdict"] = line.Verdict.ToString().ToLowerInvariant(),
        ["text"] = line.Text,
        ["advice"] = line.Advice,
    }.ToJsonString();
}
