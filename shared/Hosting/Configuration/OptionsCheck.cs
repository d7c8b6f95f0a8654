using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Pipeline.Hosting.Configuration;

/// <summary>What is wrong with a section, down into nested options classes and into dictionaries of them: the framework's own validation sees the outermost class alone.</summary>
internal static class OptionsCheck
{
    /// <exception cref="PipelineException">Exit code 78: a key that no options class has, or a value where settings belong.</exception>
    public static void RefuseUnknownKeys(IConfigurationSection section, Type type)
    {
        var properties = Settable(type);
        foreach (var child in section.GetChildren())
        {
            var property = properties.Find(candidate => candidate.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)) ?? throw new PipelineException(
                ExitCodes.Configuration, $"Unknown setting {child.Path} = '{child.Value}'. Allowed in {section.Path} are: {Names(properties)}.");
            RefuseUnknownBelow(child, property.PropertyType);
        }
    }

    /// <summary>A sentence for each value out of its range.</summary>
    public static IEnumerable<string> Problems(IConfigurationSection section, object options)
    {
        var problems = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true);
        return problems.Select(problem => Describe(section, problem)).Concat(Settable(options.GetType()).SelectMany(property => ProblemsBelow(section, property, options)));
    }

    private static IEnumerable<string> ProblemsBelow(IConfigurationSection section, PropertyInfo property, object options)
    {
        var entry = EntryOf(property.PropertyType);
        if (entry is null && !IsOptions(property.PropertyType))
            return [];
        var below = section.GetSection(property.Name);
        return property.GetValue(options) switch
        {
            null => section.GetChildren().Any(child => child.Key.Equals(property.Name, StringComparison.OrdinalIgnoreCase)) ? [Misplaced(below, entry ?? property.PropertyType)] : [],
            IDictionary named => named.Keys.Cast<object>().SelectMany(name => named[name] is { } one ? Problems(below.GetSection($"{name}"), one) : [Misplaced(below.GetSection($"{name}"), entry!)]),
            { } nested => Problems(below, nested),
        };
    }

    private static void RefuseUnknownBelow(IConfigurationSection section, Type type)
    {
        var entry = EntryOf(type);
        if (entry is null && !IsOptions(type))
            return;
        if (section.Value is not null)
            throw new PipelineException(ExitCodes.Configuration, Misplaced(section, entry ?? type));
        if (entry is null)
            RefuseUnknownKeys(section, type);
        else
            section.GetChildren().ToList().ForEach(child => RefuseUnknownBelow(child, entry));
    }

    private static string Misplaced(IConfigurationSection section, Type type) =>
        $"Setting {section.Path} = '{section.Value}': expected settings below it, of: {Names(Settable(type))}.";

    private static string Describe(IConfigurationSection section, ValidationResult problem)
    {
        var name = problem.MemberNames.FirstOrDefault() ?? "";
        return $"Setting {section.Path}:{name} = '{section[name] ?? "(default)"}': {problem.ErrorMessage}";
    }

    private static List<PropertyInfo> Settable(Type type) => [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite)];

    private static string Names(IEnumerable<PropertyInfo> properties) => string.Join(", ", properties.Select(allowed => allowed.Name).Order(StringComparer.Ordinal));

    private static bool IsOptions(Type type) => type.IsClass && type.Namespace?.StartsWith("Pipeline.", StringComparison.Ordinal) == true;

    /// <summary>The options class that a dictionary holds by name; null for anything else.</summary>
    private static Type? EntryOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>) && IsOptions(type.GetGenericArguments()[1]) ? type.GetGenericArguments()[1] : null;
}
