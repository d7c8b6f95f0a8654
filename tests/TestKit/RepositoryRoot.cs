namespace Pipeline.Tests.TestKit;

/// <summary>The folder that holds Pipeline.sln, found upwards from where the tests run.</summary>
public static class RepositoryRoot
{
    private static readonly Lazy<string> Found = new(Find);

    /// <summary>The root's absolute path.</summary>
    public static string Directory => Found.Value;

    /// <summary>An absolute path below the root.</summary>
    /// <param name="parts">Folder and file names, from the root down.</param>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Directory, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Pipeline.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Pipeline.sln; run the tests from a checkout.");
    }
}
