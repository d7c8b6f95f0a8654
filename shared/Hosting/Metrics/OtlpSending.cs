using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Pipeline.Contracts.Metrics;

namespace Pipeline.Hosting.Metrics;

/// <summary>Sends this process's figures to an OpenTelemetry collector, where one is configured.</summary>
public static class OtlpSending
{
    private const int LastMilliseconds = 1000;

    /// <returns>Sends until disposed; null when nothing is configured, and then nothing of it is loaded either.</returns>
    public static IDisposable? Begin(MetricsOptions options, string process, string profile)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.OtlpEndpoint.Length == 0 ? null : Send(options, process, profile);
    }

    // In a method of its own: only who calls it loads the packages.
    private static Sending Send(MetricsOptions options, string process, string profile) => new(Sdk.CreateMeterProviderBuilder()
        .ConfigureResource(resource => resource.AddService($"pipeline-{process}", serviceNamespace: profile, autoGenerateServiceInstanceId: true))
        .AddMeter($"{Instruments.MeterPrefix}*")
        .AddOtlpExporter((exporter, reader) =>
        {
            exporter.Endpoint = new Uri(options.OtlpEndpoint);
            exporter.Protocol = OtlpExportProtocol.Grpc;
            reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = options.OtlpSeconds * 1000;
            reader.PeriodicExportingMetricReaderOptions.ExportTimeoutMilliseconds = Math.Min(options.OtlpSeconds * 1000, 5000);
        })
        .Build()!);

    /// <summary>Ends after it has sent what was not sent yet: a collector that hangs holds up no ending for long.</summary>
    private sealed class Sending(MeterProvider provider) : IDisposable
    {
        public void Dispose()
        {
            provider.Shutdown(LastMilliseconds);
            provider.Dispose();
        }
    }
}
