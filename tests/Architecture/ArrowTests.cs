using System.Text.Json;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Architecture;

public sealed class ArrowTests
{
    private static readonly string[] Stage = ["Hosting", "Messaging", "Broker", "Domain", "Contracts"];

    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["Scanner"] = Stage,
        ["Buyer"] = Stage,
        ["Monitor"] = Stage,
        ["Seller"] = Stage,
        ["Orchestrator"] = ["Hosting", "Messaging", "Broker", "Domain", "Contracts"],
        ["Contracts"] = [],
        ["Domain"] = ["Contracts"],
        ["Exchange"] = [],
        ["Nats"] = [],
        ["Messaging"] = ["Contracts", "Nats"],
        ["Broker"] = ["Contracts", "Domain"],
        ["Hosting"] = ["Messaging", "Contracts"],
        ["Simulator"] = ["Exchange"],
        ["Backtest"] = ["Domain", "Exchange"],
    };

    private static readonly string[] WithoutPackages = ["Contracts", "Domain", "Exchange"];

    // They run in the compiler and leave nothing in the assembly.
    private static readonly string[] Analyzers = ["Microsoft.CodeAnalysis.BannedApiAnalyzers"];

    public static TheoryData<string> ProductProjects => [.. Repository.ProductProjects];

    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void A_project_references_only_what_its_arrows_allow(string project)
    {
        Assert.True(MayReference.TryGetValue(Repository.NameOf(project), out var allowed), $"{project} has no arrows yet: decide them here.");

        var references = Repository.Includes(project, "ProjectReference").Select(Repository.NameOf);

        Violations.None(references.Except(allowed));
    }

    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void The_vocabulary_and_the_pure_projects_use_no_package(string project)
    {
        if (!WithoutPackages.Contains(Repository.NameOf(project)))
        {
            return;
        }

        var lockFile = Path.Combine(Path.GetDirectoryName(RepositoryRoot.Path(project))!, "packages.lock.json");
        using var locked = JsonDocument.Parse(File.ReadAllText(lockFile));
        var packages = locked.RootElement.GetProperty("dependencies").EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() != "Project")
            .Select(package => package.Name)
            .Concat(Repository.Includes(project, "PackageReference"))
            .Concat(Repository.Includes(project, "FrameworkReference"));

        Violations.None(packages.Except(Analyzers));
    }
}
