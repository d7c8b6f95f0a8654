using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Pipeline.Tests.NatsClient.PublicApi;

/// <summary>What a compiled assembly takes from the client's: every type and every member it names.</summary>
internal static class UsedMembers
{
    /// <returns>Keys as <see cref="SignatureKey"/> spells them; a type's is its name alone.</returns>
    public static IReadOnlyList<string> Of(string path, string client)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        var types = reader.TypeReferences.Where(type => IsFrom(reader, type, client)).ToHashSet();
        var members = reader.MemberReferences.Select(reader.GetMemberReference)
            .Where(member => Parent(reader, member) is { } parent && types.Contains(parent))
            .Select(member => KeyOf(reader, member));
        return [.. types.Select(type => SignatureKey.Reader.GetTypeFromReference(reader, type, 0)).Concat(members).Distinct().Order(StringComparer.Ordinal)];
    }

    private static bool IsFrom(MetadataReader reader, TypeReferenceHandle handle, string client)
    {
        var scope = reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.TypeReference => IsFrom(reader, (TypeReferenceHandle)scope, client),
            HandleKind.AssemblyReference => reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) == client,
            _ => false,
        };
    }

    // A member of a generic type hangs on an instance of it, which begins with the type itself.
    private static TypeReferenceHandle? Parent(MetadataReader reader, MemberReference member)
    {
        if (member.Parent.Kind == HandleKind.TypeReference)
        {
            return (TypeReferenceHandle)member.Parent;
        }

        if (member.Parent.Kind != HandleKind.TypeSpecification)
        {
            return null;
        }

        var signature = reader.GetBlobReader(reader.GetTypeSpecification((TypeSpecificationHandle)member.Parent).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        signature.ReadCompressedInteger();
        var generic = signature.ReadTypeHandle();
        return generic.Kind == HandleKind.TypeReference ? (TypeReferenceHandle)generic : null;
    }

    private static string KeyOf(MetadataReader reader, MemberReference member)
    {
        var type = SignatureKey.Reader.GetTypeFromReference(reader, Parent(reader, member)!.Value, 0);
        var parameters = member.GetKind() == MemberReferenceKind.Method
            ? $"({string.Join(",", member.DecodeMethodSignature(SignatureKey.Reader, null).ParameterTypes)})"
            : "";
        return $"{type}::{reader.GetString(member.Name)}{parameters}";
    }
}
