using Pipeline.Contracts;

namespace Pipeline.Hosting.Home;

/// <summary>What may be left at the venue with nobody to look after it: <c>left-behind.PROCESS</c> in run/, a sentence each.</summary>
/// <remarks>A process that ends without having brought its work to its end notes it itself, the orchestrator of one that could not. Its next life takes it up; until then <c>stop</c> and <c>status</c> say it.</remarks>
public sealed class LeftBehind(PipelineHome home)
{
    private static readonly IReadOnlyList<(string Process, string What)> Works =
    [
        (Processes.Buyer, "an open buy may still work at the venue"),
        (Processes.Seller, "what was bought last may have no stop at the venue"),
    ];

    /// <summary>What nobody has taken up yet, a sentence each.</summary>
    public IReadOnlyList<string> Read() => [.. Works.Select(work => FileOf(work.Process)).Where(File.Exists).Select(File.ReadAllText)];

    /// <summary>Notes that a process could not do its last work; once for each. Null when nothing of it could be left, or it is noted already.</summary>
    /// <param name="process">Whose work it is.</param>
    /// <param name="why">What became of it, after its name: "was not running".</param>
    public string? Note(string process, string why)
    {
        var what = Works.FirstOrDefault(work => work.Process == process).What;
        if (what is null || File.Exists(FileOf(process)))
            return null;
        var said = $"The {process} {why}: {what}. Check with ./pipeline start --profile {home.Profile}, or leave all with ./pipeline flatten --direct --profile {home.Profile}.";
        try
        {
            OwnerOnlyFile.WriteAllText(FileOf(process), said);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            // An end is not held up by a full disk; whoever notes it logs it too.
        }

        return said;
    }

    /// <summary>The process lives again: from here on it answers for what it leaves.</summary>
    public void TakenUp(string process)
    {
        try
        {
            File.Delete(FileOf(process));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // It is said once more than needed; nobody is kept from protecting by it.
        }
    }

    /// <summary>Nothing is left: the account is proven flat.</summary>
    public void Clear()
    {
        foreach (var (process, _) in Works)
            TakenUp(process);
    }

    private string FileOf(string process) => Path.Combine(home.Run, $"left-behind.{process}");
}
