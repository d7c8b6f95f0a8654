using Microsoft.Extensions.Logging;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;

namespace Pipeline.Messaging;

/// <summary>Makes the store what <see cref="Topology"/> says; for the orchestrator, who alone has the right.</summary>
public sealed class TopologyCreator(PipelineConnection connection, StoredMessages stored, MessagePublisher publisher, TimeProvider time, ILogger<TopologyCreator> logger)
{
    /// <summary>Creates what is missing and updates what differs; any number of times.</summary>
    /// <param name="storeId">The home's store id.</param>
    /// <param name="storeExists">The home has had this store before: a missing stream is then a loss, and is not made anew.</param>
    /// <param name="cancellationToken">Ends the attempt; what is done stays done.</param>
    /// <exception cref="NATS.Client.Core.NatsException">The server is away or refuses.</exception>
    public async Task<TopologyResult> EnsureAsync(string storeId, bool storeExists, CancellationToken cancellationToken)
    {
        var there = new Dictionary<string, StreamConfig>(StringComparer.Ordinal);
        await foreach (var stream in connection.JetStream.ListStreamsAsync(cancellationToken: cancellationToken))
            there[stream.Info.Config.Name ?? ""] = stream.Info.Config;
        if (await MismatchAsync(storeId, there, cancellationToken) is { } mismatch)
            return mismatch;

        var wanted = Topology.StreamsOf(storeId);
        var missing = wanted.Where(stream => !there.ContainsKey(stream.Name!) && stream.Storage == StreamConfigStorage.File).Select(stream => stream.Name!).ToList();
        if (storeExists && missing.Count > 0)
            return new TopologyResult.StreamsMissing(missing);
        foreach (var stream in wanted)
        {
            await connection.JetStream.CreateOrUpdateStreamAsync(stream, cancellationToken);
            Log.StreamEnsured(logger, stream.Name!, there.ContainsKey(stream.Name!) ? "is as it should be" : "is created");
        }

        await connection.JetStream.CreateOrUpdateStreamAsync(Topology.ProbeOf(storeId), cancellationToken);
        foreach (var (stream, consumer) in Topology.Durables)
            await connection.JetStream.CreateOrUpdateConsumerAsync(stream, consumer, cancellationToken);
        if (await stored.LastMessageOfAsync(Streams.Control, Subjects.StoreControl, cancellationToken) is null)
        {
            if (storeExists)
                return new TopologyResult.StreamsMissing([Streams.Control]);
            await SignAsync(storeId, cancellationToken);
        }

        return new TopologyResult.Ready([.. wanted.Select(stream => stream.Name!).Where(name => !there.ContainsKey(name))]);
    }

    private async Task<TopologyResult?> MismatchAsync(string storeId, Dictionary<string, StreamConfig> there, CancellationToken cancellationToken)
    {
        foreach (var name in Streams.All.Where(there.ContainsKey))
        {
            var found = there[name].Metadata is { } metadata && metadata.TryGetValue(Topology.StoreIdKey, out var id) ? id : null;
            if (found != storeId)
                return new TopologyResult.StoreMismatch(storeId, found, name);
        }

        if (!there.ContainsKey(Streams.Control) || await stored.LastMessageOfAsync(Streams.Control, Subjects.StoreControl, cancellationToken) is not { } signed)
            return null;
        return MessageReading.TryRead<StoreControl>(signed.Data.Span, out var control, out _) && control.StoreId == storeId
            ? null
            : new TopologyResult.StoreMismatch(storeId, control?.StoreId, Subjects.StoreControl);
    }

    private async Task SignAsync(string storeId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = $"store-{storeId}";
        var signature = new StoreControl { Id = id, CorrelationId = id, CausationId = id, VenueTime = now, MachineTime = now, StoreId = storeId };
        await publisher.PublishAsync(Subjects.StoreControl, signature, PublishExpectation.After(0), cancellationToken);
    }
}
