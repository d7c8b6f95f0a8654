using System.Reflection;

namespace Pipeline.Tests.NatsClient.PublicApi;

/// <summary>Types as C# writes them.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Words = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
    };

    /// <summary>A type's own name with its parameters: <c>INatsJSMsg&lt;out T&gt;</c>.</summary>
    public static string Declared(Type type)
    {
        var name = type.IsNested ? $"{Declared(type.DeclaringType!)}.{Bare(type.Name)}" : Bare(type.Name);
        var inherited = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var own = type.GetGenericArguments().Skip(inherited).Select(WithVariance).ToArray();
        return own.Length == 0 ? name : $"{name}<{string.Join(", ", own)}>";
    }

    /// <summary>A type of which no reference may be null.</summary>
    public static string Of(Type type) => Of(type, null);

    /// <summary>A type with the nullability of the place it is used in.</summary>
    public static string Of(Type type, NullableFlags? flags)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, flags);
        }

        var mark = flags?.Next(type) == true ? "?" : "";
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return $"{Of(value, flags)}?";
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!, flags)}[]{mark}";
        }

        var arguments = type.GetGenericArguments().Select(argument => Of(argument, flags)).ToArray();
        return Named(type, arguments) + mark;
    }

    // A nested type's generic arguments are its parent's.
    private static string Named(Type type, string[] arguments)
    {
        var name = Words.TryGetValue(type, out var word) ? word : Bare(type.Name);
        var listed = arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments)}>";
        return type.IsNested && !type.IsGenericParameter ? $"{Bare(type.DeclaringType!.Name)}{listed}.{name}" : name + listed;
    }

    private static string Bare(string name) => name.Split('`')[0];

    private static string WithVariance(Type parameter) => (parameter.GenericParameterAttributes & GenericParameterAttributes.VarianceMask) switch
    {
        GenericParameterAttributes.Covariant => $"out {parameter.Name}",
        GenericParameterAttributes.Contravariant => $"in {parameter.Name}",
        _ => parameter.Name,
    };
}
