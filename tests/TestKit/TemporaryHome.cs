namespace Pipeline.Tests.TestKit;

/// <summary>A new, private, empty folder that is removed with all it holds on disposal.</summary>
public sealed class TemporaryHome : IDisposable
{
    /// <summary>Creates the folder, readable by its owner alone.</summary>
    public TemporaryHome() => Directory = System.IO.Directory.CreateTempSubdirectory("pipeline-test-").FullName;

    /// <summary>The folder's absolute path.</summary>
    public string Directory { get; }

    /// <summary>An absolute path below the folder.</summary>
    /// <param name="parts">Folder and file names, from the folder down.</param>
    public string Path(params string[] parts) => System.IO.Path.Combine([Directory, .. parts]);

    /// <inheritdoc />
    public void Dispose()
    {
        if (System.IO.Directory.Exists(Directory))
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }
}
