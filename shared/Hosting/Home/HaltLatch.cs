namespace Pipeline.Hosting.Home;

/// <summary>The <c>halt</c> file in run/: while it is there no entry leaves, with or without NATS.</summary>
public sealed class HaltLatch(PipelineHome home)
{
    public bool IsLatched => File.Exists(home.HaltFile);

    /// <summary>Why it was set; for a file that a person has made by hand, that it is set.</summary>
    public string Reason
    {
        get
        {
            try
            {
                return File.ReadLines(home.HaltFile).FirstOrDefault(line => !string.IsNullOrWhiteSpace(line))?.Trim() ?? "set by hand";
            }
            catch (IOException)
            {
                return "just released";
            }
        }
    }

    public void Latch(string reason) => OwnerOnlyFile.WriteAllText(home.HaltFile, reason, durably: true);

    public void Release() => File.Delete(home.HaltFile);
}
