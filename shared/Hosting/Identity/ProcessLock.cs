using Pipeline.Hosting.Home;

namespace Pipeline.Hosting.Identity;

/// <summary>At most one process of a name in a home: an exclusive lock on a file, held for life and released by the system at death.</summary>
public sealed class ProcessLock : IDisposable
{
    private readonly FileStream _held;

    private ProcessLock(FileStream held) => _held = held;

    /// <summary>Null when another process holds it.</summary>
    /// <exception cref="IOException">It is not there and cannot be made: the disk is full, or worse. Then nobody holds it.</exception>
    public static ProcessLock? TryTake(PipelineHome home, string process)
    {
        var path = Path.Combine(home.Run, $"{process}.lock");
        try
        {
            return new ProcessLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    public void Dispose() => _held.Dispose();
}
