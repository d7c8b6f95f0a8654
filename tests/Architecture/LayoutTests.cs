using System.Text.RegularExpressions;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Architecture;

public sealed partial class LayoutTests
{
    private const int LongestFile = 250;

    private static readonly string[] RootEntries =
    [
        "Pipeline.sln", "README.md", "CHANGELOG.md", "LICENSE", "pipeline", "Directory.Build.props", "Directory.Packages.props",
        "BannedSymbols.txt", ".editorconfig", ".gitattributes", ".gitignore", "global.json", ".ci",
        "scanner", "buyer", "monitor", "seller", "orchestrator", "shared", "tests",
    ];

    [Fact]
    public void The_root_holds_what_the_architecture_names_and_nothing_else()
    {
        Violations.None(Repository.Files.Select(file => file.Split('/')[0]).Distinct().Except(RootEntries));
    }

    [Fact]
    public void The_solution_is_classic_and_lists_every_project()
    {
        var solution = File.ReadAllText(RepositoryRoot.Path("Pipeline.sln"));

        Assert.Contains("Microsoft Visual Studio Solution File, Format Version 12.00", solution, StringComparison.Ordinal);
        Assert.All(Repository.Projects, project => Assert.Contains($"\"{project.Replace('/', '\\')}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void The_test_command_runs_every_test_project()
    {
        var script = File.ReadAllText(RepositoryRoot.Path("shared", "Bootstrap", "tests.sh"));
        var run = RunProjects().Matches(script).SelectMany(found => found.Groups.Values.Skip(1)).SelectMany(names => names.Value.Split(' '));
        var projects = Repository.Projects
            .Where(project => File.ReadAllText(RepositoryRoot.Path(project.Split('/'))).Contains("<IsTestProject>true", StringComparison.Ordinal))
            .Select(project => Path.GetFileNameWithoutExtension(project));

        Violations.None(projects.Except(run));
    }

    [Fact]
    public void No_source_file_is_longer_than_250_lines()
    {
        var tooLong = Repository.Files
            .Where(file => file == "pipeline" || Path.GetExtension(file) is ".cs" or ".sh")
            .Select(file => (File: file, Lines: File.ReadLines(RepositoryRoot.Path(file)).Count()))
            .Where(found => found.Lines > LongestFile)
            .Select(found => $"{found.File}: {found.Lines} lines");

        Violations.None(tooLong);
    }

    [Fact]
    public void No_file_names_a_package_registry_or_a_folder_of_one_machine()
    {
        var found = Repository.Files
            .SelectMany(file => File.ReadLines(RepositoryRoot.Path(file)).Select((line, index) => (line, where: $"{file}:{index + 1}")))
            .Where(it => OfOnePlace().IsMatch(it.line))
            .Select(it => $"{it.where}: {it.line.Trim()}");

        Violations.None(found);
    }

    [GeneratedRegex("for project in ([A-Za-z ]+); do|run_project in_silence ([A-Za-z]+)")]
    private static partial Regex RunProjects();

    [GeneratedRegex(@"api\.nuget|(deb|ftp|security)\.debian\.|npmjs\.|(^|[\s""'=:(`])/(work|farm|root|home/\w+)/")]
    private static partial Regex OfOnePlace();
}
