using Pipeline.Hosting.Home;

namespace Pipeline.Hosting.Identity;

/// <summary>At most one process of a name in a home: an exclusive lock on a file, held for life and released by the system at death.</summary>
public sealed class ProcessLock : IDisposable
{
    private readonly FileStream _held;

    private ProcessLock(FileStream held) => _held = held;

    /// <summary>Null when another process holds it.</summary>
    public static ProcessLock? TryTake(PipelineHome home, string process)
    {
        try
        {
            return new ProcessLock(new FileStream(Path.Combine(home.Run, $"{process}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => _held.Dispose();
}
