namespace Pipeline.Hosting.Home;

/// <summary>The <c>halt</c> file in run/: while it is there no entry leaves, with or without NATS.</summary>
public sealed class HaltLatch(PipelineHome home)
{
    public bool IsLatched => File.Exists(home.HaltFile);

    public void Latch(string reason) => OwnerOnlyFile.WriteAllText(home.HaltFile, reason);

    public void Release() => File.Delete(home.HaltFile);
}
