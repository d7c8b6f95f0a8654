using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Configuration;

/// <summary>Reads a section into its options class; an unknown key or a bad value, however deep, is refused with its path, the value and what is allowed.</summary>
public static class OptionsReader
{
    /// <param name="settings">All settings.</param>
    /// <param name="section">Name of the section.</param>
    /// <param name="derive">Builds what decisions take from the options: what it throws is refused now, not met in the middle of a decision. Default null: nothing is built.</param>
    /// <exception cref="PipelineException">Exit code 78.</exception>
    public static T Read<T>(IConfiguration settings, string section, Action<T>? derive = null)
        where T : class, new()
    {
        var found = settings.GetSection(section);
        OptionsCheck.RefuseUnknownKeys(found, typeof(T));
        T options;
        try
        {
            options = found.Get<T>() ?? new T();
        }
        catch (InvalidOperationException unreadable)
        {
            throw new PipelineException(ExitCodes.Configuration, $"A setting cannot be read: {unreadable.Message} {unreadable.InnerException?.Message}".Trim(), unreadable);
        }

        if (OptionsCheck.Problems(found, options).ToList() is { Count: > 0 } problems)
            throw new PipelineException(ExitCodes.Configuration, string.Join(Environment.NewLine, problems));
        Derive(section, options, derive);
        return options;
    }

    /// <summary>Makes the options of a section available as <typeparamref name="T"/> and as <see cref="IOptions{T}"/>, as they are at start, and as <see cref="HotOptions{T}"/>, as they are now.</summary>
    /// <param name="derive">As for <see cref="Read"/>.</param>
    public static IServiceCollection AddStageOptions<T>(this IServiceCollection services, IConfiguration settings, string section, Action<T>? derive = null)
        where T : class, new()
    {
        var options = Read(settings, section, derive);
        var hot = new HotOptions<T>(section, options, Settings.RevisionOf(settings), derive);
        return services.AddSingleton(options).AddSingleton(Options.Create(options)).AddSingleton(hot).AddSingleton<IHotOptions>(hot);
    }

    private static void Derive<T>(string section, T options, Action<T>? derive)
    {
        try
        {
            derive?.Invoke(options);
        }
        catch (Exception unfit) when (unfit is ArgumentException or ArithmeticException or InvalidOperationException)
        {
            throw new PipelineException(ExitCodes.Configuration, $"The settings of section {section} do not go together: {unfit.Message}", unfit);
        }
    }
}
