using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Journal;

/// <summary>What a demo stored of two trades (one bought in two parts and sold by a rule, one stopped out at the venue) and of two refused signals.</summary>
internal static class RecordedStory
{
    public const string Parts = "momentum-CYBJ-20260105T144900Z";

    public static async Task<IReadOnlyList<RawMessage>> ReadAsync()
    {
        using var file = File.OpenText(RepositoryRoot.Path("tests", "Unit", "Journal", "Story.jsonl"));
        var messages = new List<RawMessage>();
        await foreach (var message in RecordedLines.ReadAsync(file, CancellationToken.None))
            messages.Add(message);
        return messages;
    }
}
