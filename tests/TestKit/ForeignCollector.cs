using System.Text.Json;

namespace Pipeline.Tests.TestKit;

/// <summary>A collector of OpenTelemetry that others have built (tests/Integration/Peers/collector.mjs): gRPC's own server with OpenTelemetry's own decoder.</summary>
public sealed class ForeignCollector : IAsyncDisposable
{
    private readonly NodePeer peer;

    private ForeignCollector(NodePeer peer, string url) => (this.peer, Url) = (peer, url);

    /// <summary>Where it takes OTLP over gRPC.</summary>
    public string Url { get; }

    /// <inheritdoc cref="NodePeer.StartAsync"/>
    public static async Task<ForeignCollector> StartAsync()
    {
        var peer = await NodePeer.StartAsync("collector.mjs", []).ConfigureAwait(false);
        return new ForeignCollector(peer, (await peer.ReadAsync("where it listens").ConfigureAwait(false)).GetProperty("url").GetString()!);
    }

    /// <summary>Every series that it was sent, each as it was last told.</summary>
    public async Task<IReadOnlyList<ForeignSeries>> SentAsync()
    {
        await peer.WriteAsync(new { }).ConfigureAwait(false);
        return (await peer.ReadAsync("what it was sent").ConfigureAwait(false)).Deserialize<ForeignSeries[]>(JsonSerializerOptions.Web)!;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => peer.DisposeAsync();
}

/// <summary>One series as a collector understood it.</summary>
/// <param name="Service">Whose it is, such as pipeline-buyer.</param>
/// <param name="Scope">The meter's name.</param>
/// <param name="Kind">counter, gauge or histogram.</param>
/// <param name="Value">For a histogram the sum.</param>
/// <param name="Bounds">Of a histogram's buckets; empty for the others.</param>
/// <param name="Counts">What lies in each bucket and beyond the last.</param>
public sealed record ForeignSeries(
    string Service, string Profile, string Scope, string Name, string Kind, string Help, IReadOnlyDictionary<string, string> Labels, double Value, IReadOnlyList<double> Bounds, IReadOnlyList<long> Counts);
