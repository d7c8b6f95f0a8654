using System.Runtime.CompilerServices;
using NATS.Client.Core;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>The streams that are projected, as nats-server has them.</summary>
public sealed class ProjectedSource(PipelineConnection connection, TimeProvider machine)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Which store they belong to, when each was made and where it ends.</summary>
    /// <exception cref="NatsException">One is not there (yet), or belongs to another store than the others.</exception>
    public async Task<StreamHeights> LookAsync(CancellationToken cancellationToken)
    {
        var places = new Dictionary<string, (DateTimeOffset Created, ulong Last)>(StringComparer.Ordinal);
        string? storeId = null;
        foreach (var name in ProjectedStreams.All)
        {
            var info = (await connection.JetStream.GetStreamAsync(name, cancellationToken: cancellationToken).AsTask().WaitAsync(Patience, machine, cancellationToken)).Info;
            var id = info.Config.Metadata is { } metadata && metadata.TryGetValue(Topology.StoreIdKey, out var found) ? found : "";
            if (storeId is not null && storeId != id)
                throw new NatsException($"{name} belongs to the store '{id}', others to '{storeId}'.");
            storeId = id;
            places[name] = (info.Created, info.State.LastSeq);
        }

        return new StreamHeights(storeId!, places);
    }

    /// <summary>A stream's messages from a sequence on, then each new one.</summary>
    public IAsyncEnumerable<RawMessage> FollowAsync(string stream, ulong fromSequence, CancellationToken cancellationToken) =>
        new OrderedReader(connection).ReadAsync(stream, new ReadRange { FromSequence = fromSequence, Follow = true }, cancellationToken);

    /// <summary>All messages of a stream that are there now.</summary>
    public async IAsyncEnumerable<RawMessage> PresentAsync(string stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var message in new OrderedReader(connection).ReadAsync(stream, new ReadRange(), cancellationToken))
            yield return message;
    }
}
