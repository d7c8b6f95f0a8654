using System.Reflection;
using System.Runtime.CompilerServices;

namespace Pipeline.Tests.NatsClient.PublicApi;

/// <summary>What an assembly shows: a line a type, then a line a member, in one order and one spelling.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<Type> TypesOf(Assembly assembly) =>
        assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal);

    /// <summary>The type's line: kind, name, what it is based on.</summary>
    public static string LineOf(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return $"delegate {type.Namespace}.{TypeText.Declared(type)}";
        }

        var based = Bases(type).Select(TypeText.Of).ToArray();
        return $"{Kind(type)} {type.Namespace}.{TypeText.Declared(type)}{(based.Length == 0 ? "" : $" : {string.Join(", ", based)}")}";
    }

    /// <summary>The members a user of the type can name, by their kind and then by their text.</summary>
    public static IEnumerable<(MemberInfo Member, string Line)> MembersOf(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return [(type, MemberText.Of(type.GetMethod("Invoke")!))];
        }

        var untouched = Untouched(type);
        var members = type.GetMembers(Declared).Where(IsShown).Select(member => (member, Line: LineOf(member, untouched)));
        return type.IsEnum ? members : members.OrderBy(it => Rank(it.member)).ThenBy(it => it.Line, StringComparer.Ordinal);
    }

    private static string LineOf(MemberInfo member, object? untouched) => member switch
    {
        ConstructorInfo constructor => MemberText.Of(constructor),
        PropertyInfo property => MemberText.Of(property, untouched),
        EventInfo happening => MemberText.Of(happening),
        FieldInfo field => MemberText.Of(field),
        MethodInfo method => MemberText.Of(method),
        _ => throw new InvalidOperationException($"{member} is of no known kind."),
    };

    private static int Rank(MemberInfo member) => member switch { FieldInfo => 0, ConstructorInfo => 1, EventInfo => 2, PropertyInfo => 3, _ => 4 };

    private static bool IsShown(MemberInfo member) => member switch
    {
        FieldInfo field => field.IsPublic && !field.IsSpecialName,
        ConstructorInfo constructor => IsShown(constructor) && !IsRecordCopy(constructor),
        PropertyInfo { Name: "EqualityContract" } => false,
        PropertyInfo property => (property.GetMethod is { } get && IsShown(get)) || (property.SetMethod is { } set && IsShown(set)),
        EventInfo happening => IsShown(happening.AddMethod!),
        MethodInfo method => IsShown(method) && IsNamed(method) && !IsGenerated(method) && !OverridesObject(method),
        _ => false,
    };

    private static bool IsShown(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // Accessors are told with their property; a conversion has no name to call it by, but it is a member all the same.
    private static bool IsNamed(MethodInfo method) => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsGenerated(MethodInfo method) =>
        method.IsDefined(typeof(CompilerGeneratedAttribute)) || method.Name == "<Clone>$";

    private static bool OverridesObject(MethodInfo method) => method.GetBaseDefinition().DeclaringType == typeof(object);

    private static bool IsRecordCopy(ConstructorInfo constructor) =>
        constructor.GetParameters() is [{ } only] && only.ParameterType == constructor.DeclaringType && IsRecord(constructor.DeclaringType!);

    private static bool IsRecord(Type type) =>
        type.GetMethods(Declared).Any(method => method.Name is "PrintMembers") && !type.IsInterface;

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => $"enum({Enum.GetUnderlyingType(type).Name})",
        { IsInterface: true } => "interface",
        { IsValueType: true } =>
            $"{(type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")}{(IsRecord(type) ? "record " : "")}struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        _ => $"{(type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "")}{(IsRecord(type) ? "record" : "class")}",
    };

    private static IEnumerable<Type> Bases(Type type)
    {
        if (type.IsEnum)
        {
            return [];
        }

        var own = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? new[] { parent } : [];
        var all = type.GetInterfaces().Where(it => it.IsPublic && !(it.IsGenericType && it.GetGenericTypeDefinition() == typeof(IEquatable<>))).ToArray();
        var inherited = all.SelectMany(it => it.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []).ToHashSet();
        return [.. own, .. all.Where(it => !inherited.Contains(it)).OrderBy(it => it.Name, StringComparer.Ordinal)];
    }

    private static object? Untouched(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && type.GetConstructor([]) is not null && IsRecord(type)
            ? Activator.CreateInstance(type)
            : null;
}
