using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Pipeline.Tests.Architecture;

public sealed class NameTests
{
    public static TheoryData<string> ProductProjects => [.. Repository.ProductProjects];

    // Only names that meet in one compilation are in each other's way: a project's own and those of what it references.
    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void No_public_type_is_named_like_a_namespace_it_meets(string project)
    {
        var types = Seen(project).SelectMany(PublicTypes).ToList();
        var segments = types.SelectMany(type => type.Namespace.Split('.')).ToHashSet();

        Violations.None(types.Where(type => segments.Contains(type.Name)).Select(type => $"{type.Namespace}.{type.Name}"));
    }

    private static IEnumerable<string> Seen(string project)
    {
        var references = Repository.Includes(project, "ProjectReference").Select(Repository.NameOf);
        return Repository.ProductProjects.Where(other => references.Contains(Repository.NameOf(other)))
            .SelectMany(Seen).Append(project).Distinct();
    }

    private static IEnumerable<(string Namespace, string Name)> PublicTypes(string project)
    {
        using var assembly = new PEReader(File.OpenRead(Repository.AssemblyOf(project)));
        var metadata = assembly.GetMetadataReader();
        return metadata.TypeDefinitions
            .Select(metadata.GetTypeDefinition)
            .Where(type => (type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public)
            .Select(type => (metadata.GetString(type.Namespace), metadata.GetString(type.Name)))
            .ToList();
    }
}
