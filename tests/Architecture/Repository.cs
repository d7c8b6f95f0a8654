using System.Diagnostics;
using System.Xml.Linq;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Architecture;

/// <summary>What git tracks, and what the project files say.</summary>
internal static class Repository
{
    private static readonly Lazy<string[]> Tracked = new(ListFiles);

    /// <summary>Tracked files that are there, by their paths from the root.</summary>
    public static IReadOnlyList<string> Files => Tracked.Value;

    /// <summary>All tracked project files.</summary>
    public static IEnumerable<string> Projects => Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal));

    /// <summary>The project files of the product.</summary>
    public static IEnumerable<string> ProductProjects => Projects.Where(file => !file.StartsWith("tests/", StringComparison.Ordinal));

    /// <summary>A project's name on disk.</summary>
    public static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);

    /// <summary>What a project file includes under one kind of item.</summary>
    public static IEnumerable<string> Includes(string project, string item) =>
        XDocument.Load(RepositoryRoot.Path(project)).Descendants(item).Select(element => (string?)element.Attribute("Include") ?? "");

    /// <summary>A product project's compiled assembly in the configuration of the tests.</summary>
    public static string AssemblyOf(string project)
    {
        var name = NameOf(project);
        var path = RepositoryRoot.Path("artifacts", "bin", name, BuiltExecutable.Configuration, $"Pipeline.{name}.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing; run ./pipeline test, which builds it.", path);
    }

    private static string[] ListFiles()
    {
        var start = new ProcessStartInfo("git", ["-C", RepositoryRoot.Directory, "ls-files", "-z"]) { RedirectStandardOutput = true };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git could not be started.");
        var listed = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, "git ls-files failed; these tests need a git checkout.");
        return [.. listed.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(RepositoryRoot.Path(file)))];
    }
}
