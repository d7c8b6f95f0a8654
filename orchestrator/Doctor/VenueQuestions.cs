using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Broker;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;

namespace Pipeline.Orchestrator.Doctor;

/// <summary>Asks the venue with the keys: for a process of its own that does this and ends.</summary>
public static class VenueQuestions
{
    public static async Task<IReadOnlyList<VenueCheckLine>> AskAsync(IConfiguration settings, PipelineHome home, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddBroker(settings.WithSecrets(home));
        await using var provider = services.BuildServiceProvider();
        return await provider.GetRequiredService<VenueCheck>().RunAsync(cancellationToken);
    }
}

/// <summary>How the answers travel from that process to the doctor, a line each.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(VenueCheckLine))]
public sealed partial class VenueQuestionsJson : JsonSerializerContext;
