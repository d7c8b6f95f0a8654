using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Pipeline.Tests.Architecture;

public sealed class PurityTests
{
    private static readonly string[] ForbiddenNamespaces =
        ["Microsoft.Extensions", "System.IO", "System.Net", "System.Threading.Tasks", "System.Timers", "System.Diagnostics.Process"];

    private static readonly string[] ForbiddenTypes =
    [
        "System.Random", "System.TimeProvider", "System.Console", "System.Threading.Timer", "System.Threading.Thread",
        "System.Diagnostics.Stopwatch", "System.Diagnostics.Process", "System.Security.Cryptography.RandomNumberGenerator",
    ];

    private static readonly string[] ForbiddenMembers =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow", "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.Environment.get_TickCount",
        "System.Environment.get_TickCount64", "System.Environment.GetEnvironmentVariable", "System.TimeZoneInfo.get_Local",
    ];

    // An exception about data, which happens to live among the files.
    private static readonly string[] Allowed = ["System.IO.InvalidDataException"];

    [Theory]
    [InlineData("shared/Domain/Domain.csproj")]
    [InlineData("shared/Exchange/Exchange.csproj")]
    public void A_pure_project_knows_no_clock_no_chance_no_task_and_no_outside_world(string project)
    {
        using var assembly = new PEReader(File.OpenRead(Repository.AssemblyOf(project)));
        var metadata = assembly.GetMetadataReader();

        var types = metadata.TypeReferences.Select(handle => NameOf(metadata, handle)).Where(IsForbidden);
        var members = metadata.MemberReferences.Select(handle => NameOf(metadata, handle)).Intersect(ForbiddenMembers);

        Violations.None(types.Concat(members));
    }

    private static bool IsForbidden(string type) =>
        !Allowed.Contains(type)
        && (ForbiddenTypes.Contains(type) || ForbiddenNamespaces.Any(name => type.StartsWith(name + ".", StringComparison.Ordinal)));

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    private static string NameOf(MetadataReader metadata, MemberReferenceHandle handle)
    {
        var member = metadata.GetMemberReference(handle);
        var parent = member.Parent.Kind == HandleKind.TypeReference ? NameOf(metadata, (TypeReferenceHandle)member.Parent) : "";
        return $"{parent}.{metadata.GetString(member.Name)}";
    }
}
