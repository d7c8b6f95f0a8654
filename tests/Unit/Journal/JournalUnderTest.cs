using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Journal;
using Pipeline.Orchestrator.Journal.Reading;
using Pipeline.Orchestrator.Journal.Writing;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Journal;

/// <summary>A journal in a home of its own, written as the orchestrator writes it.</summary>
internal sealed class JournalUnderTest : IDisposable
{
    public static readonly DateTimeOffset StreamsMade = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryHome _folder = new();

    public JournalUnderTest()
    {
        Home = PipelineHome.In(_folder.Directory, "demo").EnsureWritable(0);
        File = new JournalFile(Home);
        Open();
    }

    public PipelineHome Home { get; }

    public JournalFile File { get; }

    public JournalWriter Writer { get; private set; } = null!;

    public static JournalUnderTest With(IReadOnlyList<RawMessage> messages)
    {
        var journal = new JournalUnderTest();
        journal.Writer.Apply(messages);
        return journal;
    }

    /// <summary>Ends the writer and opens the journal again, as the next orchestrator would.</summary>
    public void Reopen()
    {
        Writer.Dispose();
        Open();
    }

    public T Read<T>(Func<JournalReader, T> read)
    {
        using var reader = JournalReader.Open(Home);
        return read(reader);
    }

    /// <summary>Every row of every table as text, in the order of the tables' names and of the rows' own text.</summary>
    public IReadOnlyList<string> Dump() => JournalTables.Rows(File);

    public void Dispose()
    {
        Writer.Dispose();
        _folder.Dispose();
    }

    private void Open()
    {
        Writer = JournalWriter.Open(File) ?? throw new InvalidOperationException("The journal is of another version.");
        if (Writer.StoreId is null)
            Writer.Begin("store", ProjectedStreams.All.ToDictionary(stream => stream, _ => StreamsMade));
    }
}
