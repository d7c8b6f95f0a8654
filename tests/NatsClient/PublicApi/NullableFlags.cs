using System.Reflection;

namespace Pipeline.Tests.NatsClient.PublicApi;

/// <summary>Which references of a declared type may be null, in the order the compiler writes them (a flag a reference, from the outside in).</summary>
/// <remarks>
/// Read from NullableAttribute and NullableContextAttribute: NullabilityInfoContext cannot tell T from T? where T is unconstrained.
/// Source: dotnet/roslyn docs/features/nullable-metadata.md.
/// </remarks>
internal sealed class NullableFlags
{
    private const byte MayBeNull = 2;

    private readonly byte[] flags;
    private int next;

    private NullableFlags(byte[] flags) => this.flags = flags;

    /// <summary>The flags of a place: a parameter, a return value, a field, a property or an event, declared in <paramref name="owner"/>.</summary>
    public static NullableFlags Of(IList<CustomAttributeData> attributes, MemberInfo owner)
    {
        var own = Argument(attributes, "System.Runtime.CompilerServices.NullableAttribute");
        return own?.Value switch
        {
            byte flag => new([flag]),
            IEnumerable<CustomAttributeTypedArgument> several => new([.. several.Select(it => (byte)it.Value!)]),
            _ => new([Context(owner)]),
        };
    }

    /// <summary>Whether the next reference may be null; value types are no references, generic ones have a flag all the same.</summary>
    public bool Next(Type type)
    {
        if (type is { IsValueType: true, IsGenericType: false, IsGenericParameter: false })
        {
            return false;
        }

        var flag = flags.Length == 1 ? flags[0] : flags[next++];
        return flag == MayBeNull && !type.IsValueType;
    }

    private static byte Context(MemberInfo? owner)
    {
        for (; owner is not null; owner = owner.DeclaringType)
        {
            if (Argument(owner.CustomAttributes.ToList(), "System.Runtime.CompilerServices.NullableContextAttribute") is { Value: byte flag })
            {
                return flag;
            }
        }

        return 0;
    }

    private static CustomAttributeTypedArgument? Argument(IList<CustomAttributeData> attributes, string name) =>
        attributes.FirstOrDefault(it => it.AttributeType.FullName == name)?.ConstructorArguments[0];
}
