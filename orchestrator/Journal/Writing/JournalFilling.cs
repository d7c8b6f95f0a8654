using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>Projects what the streams hold now, and ends.</summary>
public static class JournalFilling
{
    private const int LargestBatch = 500;

    public static async Task FillAsync(JournalWriter writer, ProjectedSource streams, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(streams);
        var batch = new List<RawMessage>(LargestBatch);
        foreach (var stream in ProjectedStreams.All)
        {
            await foreach (var message in streams.PresentAsync(stream, cancellationToken))
            {
                batch.Add(message);
                if (batch.Count == LargestBatch)
                    Apply();
            }

            Apply();
        }

        void Apply()
        {
            writer.Apply(batch);
            batch.Clear();
        }
    }
}
