using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Supervision;

/// <summary>The last message of each subject of a book, once, for a command that looks and ends.</summary>
public static class LastOfEach
{
    public static async IAsyncEnumerable<BookEntry> ReadAsync(
        PipelineConnection connection, BookSelection selection, TimeProvider machine, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var follower = new BookFollower(connection, new StoredMessages(connection), [selection], machine, NullLogger<BookFollower>.Instance);
        await foreach (var item in follower.FollowAsync(cancellationToken))
        {
            if (item is CaughtUp)
                yield break;
            if (item is BookEntry entry)
                yield return entry;
        }
    }
}
