using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Pipeline.Tests.NatsClient.PublicApi;

/// <summary>Members as C# declares them: parameter names, default values and the value of an untouched option are part of the contract.</summary>
internal static class MemberText
{
    public static string Of(ConstructorInfo constructor) => $"new({Parameters(constructor)})";

    public static string Of(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        var extends = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return $"{Modifier(method)}{TypeText.Of(method.ReturnType, NullableFlags.Of(method.ReturnParameter.GetCustomAttributesData(), method))} {method.Name}{generic}({extends}{Parameters(method)})";
    }

    public static string Of(EventInfo happening) =>
        $"{Modifier(happening.AddMethod!)}event {TypeText.Of(happening.EventHandlerType!, NullableFlags.Of(happening.GetCustomAttributesData(), happening.DeclaringType!))} {happening.Name}";

    public static string Of(FieldInfo field)
    {
        if (field.DeclaringType!.IsEnum)
        {
            return $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}";
        }

        var modifier = field.IsLiteral ? "const " : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}";
        return $"{modifier}{TypeText.Of(field.FieldType, NullableFlags.Of(field.GetCustomAttributesData(), field.DeclaringType!))} {field.Name}";
    }

    public static string Of(PropertyInfo property, object? untouched)
    {
        var setter = property.SetMethod is { IsPublic: true } set
            ? set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
            : "";
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var value = setter.Length > 0 && untouched is not null && index.Length == 0 ? Untouched(property.GetValue(untouched)) : "";
        var accessors = property.GetMethod is { IsPublic: true } ? $"get;{setter}" : setter.TrimStart();
        var type = TypeText.Of(property.PropertyType, NullableFlags.Of(property.GetCustomAttributesData(), property.DeclaringType!));
        return $"{required}{Modifier(property.GetMethod ?? property.SetMethod!)}{type} {name} {{ {accessors} }}{value}";
    }

    private static string Modifier(MethodInfo method) =>
        method.DeclaringType!.IsInterface ? ""
        : method.IsStatic ? "static "
        : method.IsAbstract ? "abstract "
        : method.IsVirtual && !method.IsFinal ? method.GetBaseDefinition() == method ? "virtual " : "override "
        : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var text = new StringBuilder();
        text.Append(parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "");
        text.Append(!parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ");
        text.Append(TypeText.Of(parameter.ParameterType, NullableFlags.Of(parameter.GetCustomAttributesData(), parameter.Member))).Append(' ').Append(parameter.Name);
        return parameter.HasDefaultValue ? text.Append(" = ").Append(Default(parameter.DefaultValue)).ToString() : text.ToString();
    }

    private static string Default(object? value) => value switch
    {
        null => "default",
        bool flag => flag ? "true" : "false",
        Enum { } name when Convert.ToInt64(name, CultureInfo.InvariantCulture) == 0 => "default",
        string text => $"\"{text}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Untouched(object? value) => value switch
    {
        null or false or 0 or 0L or 0UL => "",
        true => " = true",
        string { Length: 0 } => " = \"\"",
        string text => $" = \"{text}\"",
        Encoding encoding => $" = {encoding.WebName}",
        TimeSpan { Ticks: 0 } => "",
        DateTimeOffset { Ticks: 0 } => "",
        Enum or TimeSpan => $" = {value}",
        IFormattable number when value.GetType().IsPrimitive => $" = {number.ToString(null, CultureInfo.InvariantCulture)}",
        Array { Length: 0 } => " = []",
        _ => value.GetType().IsValueType ? "" : " = not null",
    };
}
