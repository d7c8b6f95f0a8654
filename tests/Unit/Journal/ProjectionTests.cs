using System.Text;
using Microsoft.Data.Sqlite;
using Pipeline.Contracts;
using Pipeline.Contracts.Json;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Journal.Reading;
using Pipeline.Orchestrator.Journal.Writing;
using Pipeline.Tests.Unit.Contracts;

namespace Pipeline.Tests.Unit.Journal;

public sealed class ProjectionTests
{
    [Fact]
    public async Task The_same_messages_make_the_same_rows_whichever_stream_is_read_first()
    {
        var story = await RecordedStory.ReadAsync();
        using var asTheyCame = JournalUnderTest.With(story);
        using var streamByStream = JournalUnderTest.With([.. story.OrderBy(message => message.Stream, StringComparer.Ordinal).ThenBy(message => message.Sequence)]);
        using var eventsFirst = JournalUnderTest.With([.. story.OrderBy(message => message.Stream == Streams.Events ? 0 : 1).ThenByDescending(message => message.Stream, StringComparer.Ordinal).ThenBy(message => message.Sequence)]);

        Assert.True(asTheyCame.Dump().Count > story.Count);
        Assert.Equal(asTheyCame.Dump(), streamByStream.Dump());
        Assert.Equal(asTheyCame.Dump(), eventsFirst.Dump());
    }

    [Fact]
    public async Task A_message_counts_once_however_often_it_comes_and_wherever_the_writer_dies()
    {
        var story = await RecordedStory.ReadAsync();
        using var whole = JournalUnderTest.With(story);
        using var journal = new JournalUnderTest();
        for (var from = 0; from < story.Count; from += 10)
        {
            // Overlapping: what was delivered before the writer died is delivered again.
            journal.Writer.Apply([.. story.Skip(Math.Max(0, from - 15)).Take(25)]);
            journal.Reopen();
        }

        Assert.Equal(whole.Dump(), journal.Dump());
    }

    [Fact]
    public async Task A_batch_that_fails_leaves_nothing_behind()
    {
        var story = await RecordedStory.ReadAsync();
        using var journal = JournalUnderTest.With([.. story.Take(50)]);
        var before = journal.Dump();

        Assert.ThrowsAny<Exception>(() => journal.Writer.Apply([.. story.Skip(50).Take(20), story[70] with { Stream = "NOT_PROJECTED" }]));

        Assert.Equal(before, journal.Dump());
        journal.Writer.Apply([.. story.Skip(50)]);
        using var whole = JournalUnderTest.With(story);
        Assert.Equal(whole.Dump(), journal.Dump());
    }

    [Fact]
    public void What_an_older_version_stored_with_a_secret_is_projected_without_it()
    {
        var told = SampleControls.PipelineEvent with { Text = "account PA3XKQ7LMN2B is blocked", Facts = new Dictionary<string, string> { ["answer"] = "key PKABCDEFGH1234567890" } };
        using var journal = JournalUnderTest.With(
        [
            new RawMessage(Streams.Events, 1, told.MachineTime, "event.buyer.signal_refused", new Dictionary<string, string>(), ContractsJson.Write(told)),
            new RawMessage(Streams.Orders, 1, told.MachineTime, "order.answer.buyer.one", new Dictionary<string, string>(), ContractsJson.Write(SampleMessages.OrderAnswer with { Text = "PA3XKQ7LMN2B may not short" })),
        ]);

        var rows = string.Join('\n', journal.Dump());

        Assert.Contains("account (redacted) is blocked", rows, StringComparison.Ordinal);
        Assert.Contains("(redacted) may not short", rows, StringComparison.Ordinal);
        Assert.DoesNotContain("PA3XKQ7LMN2B", rows, StringComparison.Ordinal);
        Assert.DoesNotContain("PKABCDEFGH1234567890", rows, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("signal.buy.momentum.AAPL", Streams.Signals, "not json")]
    [InlineData("order.venue.one", Streams.Orders, "{}")]
    [InlineData("event.buyer.signal_refused", Streams.Events, "{\"id\":\"\"}")]
    public async Task A_message_that_cannot_be_read_is_named_and_keeps_nothing_out(string subject, string stream, string body)
    {
        var story = await RecordedStory.ReadAsync();
        using var journal = JournalUnderTest.With([Raw(stream, 1, subject, body), .. story.Where(message => message.Stream != stream || message.Sequence > 1)]);

        Assert.Equal(2, journal.Read(reader => reader.Trades(new JournalFilter())).Count);
        Assert.Contains(journal.Dump(), row => row.StartsWith("messages:", StringComparison.Ordinal) && row.Contains("kind=unreadable", StringComparison.Ordinal) && row.Contains(subject, StringComparison.Ordinal));
    }

    [Fact]
    public void A_journal_of_another_version_is_not_written_to()
    {
        using var journal = new JournalUnderTest();
        journal.Writer.Dispose();
        using (var other = journal.File.OpenForWriting())
        {
            using var command = other.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        Assert.Null(JournalWriter.Open(journal.File));
    }

    [Fact]
    public void A_file_that_is_no_journal_is_known_as_damaged()
    {
        using var journal = new JournalUnderTest();
        journal.Writer.Dispose();
        File.WriteAllBytes(journal.File.Path, Encoding.ASCII.GetBytes(new string('x', 8192)));

        Assert.True(JournalOpening.IsDamage(Assert.Throws<SqliteException>(() => JournalWriter.Open(journal.File))));
    }

    [Fact]
    public async Task What_its_streams_forget_the_journal_forgets_and_the_books_it_keeps()
    {
        using var journal = JournalUnderTest.With(await RecordedStory.ReadAsync());

        journal.Writer.Forget(new DateTimeOffset(2026, 11, 21, 19, 0, 0, TimeSpan.Zero) + JournalRetention.Telling);

        Assert.Empty(journal.Read(reader => reader.Events(new EventFilter())));
        Assert.Empty(journal.Read(reader => reader.Signals(new JournalFilter())));
        Assert.Equal(2, journal.Read(reader => reader.Trades(new JournalFilter())).Count);
        Assert.NotEmpty(journal.Read(reader => reader.Orders(new JournalFilter())));
        Assert.NotEmpty(journal.Read(reader => reader.Equity(new JournalFilter())));
    }

    [Fact]
    public void The_journal_is_its_owner_s_alone()
    {
        using var journal = new JournalUnderTest();

        if (OperatingSystem.IsWindows())
            return;
        foreach (var file in Directory.GetFiles(journal.Home.Root, "journal.db*"))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void Journals_that_were_set_aside_do_not_pile_up()
    {
        using var journal = new JournalUnderTest();
        for (var second = 0; second < 5; second++)
        {
            journal.Writer.Dispose();
            Assert.True(File.Exists(journal.File.SetAside(JournalUnderTest.StreamsMade.AddSeconds(second))));
            journal.Reopen();
        }

        Assert.Equal(2, Directory.GetFiles(journal.Home.Root, "journal-set-aside-*.db").Length);
    }

    private static RawMessage Raw(string stream, ulong sequence, string subject, string body) =>
        new(stream, sequence, JournalUnderTest.StreamsMade, subject, new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body));
}
