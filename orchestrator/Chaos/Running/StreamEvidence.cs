using System.Text.Json;
using Pipeline.Contracts;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Chaos.Checking;
using Pipeline.Orchestrator.Supervision;

namespace Pipeline.Orchestrator.Chaos.Running;

/// <summary>Reads the streams as they are stored, without asking what they mean.</summary>
public static class StreamEvidence
{
    private static readonly string[] Read = [Streams.Signals, Streams.Entries, Streams.Orders, Streams.Ledger, Streams.Events, Streams.DeadLetters];

    /// <exception cref="NATS.Client.Core.NatsException">nats-server is away.</exception>
    /// <exception cref="Hosting.PipelineException">nats-server is away.</exception>
    public static async Task<IReadOnlyList<StoredLine>> ReadAsync(PipelineHome home, CancellationToken cancellationToken)
    {
        await using var connection = await NatsClient.ConnectAsync(home, NatsUsers.Viewer, cancellationToken);
        var reader = new OrderedReader(connection);
        var lines = new List<StoredLine>();
        foreach (var stream in Read)
        {
            await foreach (var raw in reader.ReadAsync(stream, new ReadRange(), cancellationToken))
                lines.Add(new StoredLine(raw.Stream, raw.Sequence, raw.Time, raw.Subject, Parse(raw.Data)));
        }

        return lines;
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> data)
    {
        try
        {
            using var document = JsonDocument.Parse(data);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // A body that is no JSON has no fields; that it was stored stays visible.
            return default;
        }
    }
}
