using Pipeline.Contracts;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>What an end of the pipeline may have left at the venue, in a file in run/: the orchestrator finds it out, <c>stop</c> says it.</summary>
public sealed class LeftBehind(PipelineHome home)
{
    private string Path => System.IO.Path.Combine(home.Run, "left-behind");

    /// <summary>What was noted since the last start, a sentence each.</summary>
    public IReadOnlyList<string> Read() => File.Exists(Path) ? File.ReadAllLines(Path) : [];

    /// <summary>Notes that a process could not do its last work; once for each. Null when nothing of it could be left, or it is noted already.</summary>
    /// <param name="process">Whose work it is.</param>
    /// <param name="why">"was not running" or "had to be killed".</param>
    public string? Note(string process, string why)
    {
        var what = process switch
        {
            Processes.Buyer => "an open buy may still work at the venue",
            Processes.Seller => "what was bought last may have no stop at the venue",
            _ => null,
        };
        if (what is null || Read().Any(line => line.StartsWith($"The {process} ", StringComparison.Ordinal)))
            return null;
        var said = $"The {process} {why}: {what}. Check with ./pipeline start --profile {home.Profile}, or leave all with ./pipeline flatten --direct --profile {home.Profile}.";
        try
        {
            File.AppendAllLines(Path, [said]);
        }
        catch (IOException)
        {
            // A full disk: it is in the log and on the terminal.
        }

        return said;
    }

    public void Clear() => File.Delete(Path);
}
