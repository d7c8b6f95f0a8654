namespace Pipeline.Hosting.Home;

/// <summary>The <c>ending</c> file in run/: tells a stage that is asked to end whether it is replaced, or nobody will be there after it.</summary>
public sealed class EndingMark(PipelineHome home)
{
    public bool IsSet => File.Exists(home.EndingFile);

    /// <summary>Sets it if it can: on a full disk a stage that ends takes itself for one that is replaced.</summary>
    public void Set()
    {
        try
        {
            OwnerOnlyFile.WriteAllText(home.EndingFile, "");
        }
        catch (IOException)
        {
            // Ending goes before saying why.
        }
    }

    public void Remove() => File.Delete(home.EndingFile);
}
