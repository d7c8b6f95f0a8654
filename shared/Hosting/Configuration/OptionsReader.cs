using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Configuration;

/// <summary>Reads a section into its options class; an unknown key or a bad value is refused with its path, the value and what is allowed.</summary>
public static class OptionsReader
{
    /// <exception cref="PipelineException">Exit code 78.</exception>
    public static T Read<T>(IConfiguration settings, string section)
        where T : class, new()
    {
        var found = settings.GetSection(section);
        RefuseUnknownKeys(found, typeof(T));
        T options;
        try
        {
            options = found.Get<T>() ?? new T();
        }
        catch (InvalidOperationException unreadable)
        {
            throw new PipelineException(ExitCodes.Configuration, $"A setting cannot be read: {unreadable.Message} {unreadable.InnerException?.Message}".Trim(), unreadable);
        }

        var problems = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true))
            throw new PipelineException(ExitCodes.Configuration, string.Join(Environment.NewLine, problems.Select(problem => Describe(found, problem))));
        return options;
    }

    /// <summary>Makes the options of a section available as <typeparamref name="T"/> and as <see cref="IOptions{T}"/>, as they are at start, and as <see cref="HotOptions{T}"/>, as they are now.</summary>
    public static IServiceCollection AddStageOptions<T>(this IServiceCollection services, IConfiguration settings, string section)
        where T : class, new()
    {
        var options = Read<T>(settings, section);
        var hot = new HotOptions<T>(section, options, Settings.RevisionOf(settings));
        return services.AddSingleton(options).AddSingleton(Options.Create(options)).AddSingleton(hot).AddSingleton<IHotOptions>(hot);
    }

    private static string Describe(IConfigurationSection section, ValidationResult problem)
    {
        var name = problem.MemberNames.FirstOrDefault() ?? "";
        return $"Setting {section.Path}:{name} = '{section[name] ?? "(default)"}': {problem.ErrorMessage}";
    }

    private static void RefuseUnknownKeys(IConfigurationSection section, Type type)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).ToList();
        foreach (var child in section.GetChildren())
        {
            var property = properties.Find(candidate => candidate.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                throw new PipelineException(
                    ExitCodes.Configuration,
                    $"Unknown setting {child.Path} = '{child.Value}'. Allowed in {section.Path} are: {string.Join(", ", properties.Select(allowed => allowed.Name).Order(StringComparer.Ordinal))}.");
            }

            if (property.PropertyType.Namespace?.StartsWith("Pipeline.", StringComparison.Ordinal) == true && property.PropertyType.IsClass)
                RefuseUnknownKeys(child, property.PropertyType);
        }
    }
}
