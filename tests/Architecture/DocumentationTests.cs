using System.Text.RegularExpressions;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Architecture;

public sealed partial class DocumentationTests
{
    [Fact]
    public void The_paths_that_the_documentation_names_exist()
    {
        var topFolders = Repository.Files.Where(file => file.Contains('/')).Select(file => file.Split('/')[0]).ToHashSet();

        // A record of a decision tells of its day and is never edited; a change log names what is gone.
        var missing = Repository.Files
            .Where(file => file.EndsWith(".md", StringComparison.Ordinal) && !file.StartsWith("shared/Decisions/", StringComparison.Ordinal))
            .Where(file => file != "CHANGELOG.md")
            .SelectMany(file => NamedPaths(file, topFolders).Where(path => !Exists(file, path)).Select(path => $"{file} names {path}"));

        Violations.None(missing);
    }

    private static IEnumerable<string> NamedPaths(string file, HashSet<string> topFolders)
    {
        var text = File.ReadAllText(RepositoryRoot.Path(file));
        var code = InlineCode().Matches(text).Select(match => match.Groups[1].Value).Where(path => topFolders.Contains(path.Split('/')[0]));
        var links = LocalLink().Matches(text).Select(match => match.Groups[1].Value);
        return code.Concat(links).Distinct();
    }

    private static bool Exists(string file, string path) =>
        Path.Exists(RepositoryRoot.Path(path)) || Path.Exists(Path.Combine(Path.GetDirectoryName(RepositoryRoot.Path(file))!, path));

    // `shared/Domain/Entries/`: a path with a slash, without blanks, wildcards or placeholders.
    [GeneratedRegex("`([\\w.-]+/[\\w./-]*)`")]
    private static partial Regex InlineCode();

    // [text](shared/Domain) but neither an address nor an anchor.
    [GeneratedRegex(@"\]\((?!\w+:|#)([^)#\s]+)")]
    private static partial Regex LocalLink();
}
