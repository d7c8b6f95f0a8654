using Pipeline.Hosting;
using Pipeline.Seller.Journal;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Seller;

/// <summary>The journal on the disk, cut short at every byte, damaged, foreign, and rewritten.</summary>
public sealed class JournalFileTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    private string Path => _home.Path("seller.journal");

    public void Dispose() => _home.Dispose();

    [Fact]
    public void What_was_appended_is_read_again_in_its_order()
    {
        Write(Some.Life());
        var (file, reading) = JournalFile.Open(Path, Some.Mine);
        file.Dispose();
        Assert.Equal(Texts(Some.Life()), Texts(reading.Records));
        Assert.Equal(0, reading.Torn);
    }

    [Fact]
    public void Cut_short_at_any_byte_it_keeps_every_whole_line_and_goes_on()
    {
        Write(Some.Life());
        var whole = File.ReadAllBytes(Path);
        var header = Array.IndexOf(whole, (byte)'\n') + 1;
        var lines = Some.Life().Select(JournalLine.Write).ToList();
        for (var length = header; length < whole.Length; length++)
        {
            File.WriteAllBytes(Path, whole[..length]);
            var (file, reading) = JournalFile.Open(Path, Some.Mine);
            var expected = lines.TakeWhile((_, index) => header + lines.Take(index + 1).Sum(line => line.Length) <= length).Count();
            Assert.Equal(expected, reading.Records.Count);
            file.Append([Some.Life()[0]]);
            file.Dispose();
            var (again, after) = JournalFile.Open(Path, Some.Mine);
            again.Dispose();
            Assert.Equal((expected + 1, 0L), (after.Records.Count, after.Torn));
        }
    }

    [Fact]
    public void Zeros_after_the_last_line_are_a_write_that_a_power_cut_ended()
    {
        Write(Some.Life());
        File.AppendAllText(Path, new string('\0', 300) + "\n" + new string('\0', 20));
        var (file, reading) = JournalFile.Open(Path, Some.Mine);
        file.Dispose();
        Assert.Equal((Some.Life().Count, 321L), (reading.Records.Count, reading.Torn));
    }

    [Theory]
    [InlineData("")]
    [InlineData("something else\n")]
    [InlineData("00000000 journal {\"version\":1,\"account\":\"demo\",\"store\":\"store\"}\n")]
    public void What_is_no_journal_is_refused_in_a_sentence_and_left_as_it_is(string content)
    {
        File.WriteAllText(Path, content);
        Refuses("it is no journal of a seller");
        Assert.Equal(content, File.ReadAllText(Path));
    }

    [Fact]
    public void Damaged_in_the_middle_it_is_set_aside_and_every_whole_line_counts()
    {
        Write(Some.Life());
        var damaged = File.ReadAllBytes(Path);
        damaged[Array.IndexOf(damaged, (byte)'\n') + 30] ^= 1;
        File.WriteAllBytes(Path, damaged);
        var (file, reading) = JournalFile.Open(Path, Some.Mine);
        file.Dispose();
        Assert.Equal((2, Some.Life().Count - 1), (reading.Damaged, reading.Records.Count));
        Assert.Equal(damaged, File.ReadAllBytes($"{Path}.damaged"));
        var (again, after) = JournalFile.Open(Path, Some.Mine);
        again.Dispose();
        Assert.Equal(0, after.Damaged);
        Assert.Equal(Summary(JournalState.Of(Some.Life().Skip(1))), Summary(JournalState.Of(after.Records)));
    }

    [Fact]
    public void A_store_that_comes_back_twice_is_set_aside_twice()
    {
        Write(Some.Life());
        foreach (var store in new[] { "another", "store", "another" })
        {
            var (file, reading) = JournalFile.Open(Path, Some.Mine with { Store = store });
            file.Dispose();
            Assert.True(reading.IsOfAnotherStore);
            Assert.Equal(2, JournalState.Of(reading.Records).Open.Count);
        }

        Assert.True(File.Exists($"{Path}.store.2"));
    }

    [Fact]
    public void Another_accounts_journal_and_another_versions_are_refused()
    {
        Write(Some.Life(), Some.Mine with { Account = "paper" });
        Refuses("account paper");
        File.Delete(Path);
        Write(Some.Life(), Some.Mine with { Version = 2 });
        Refuses("version 2");
    }

    [Fact]
    public void Beside_another_store_it_is_set_aside_and_its_requests_without_an_end_are_taken_over()
    {
        Write(Some.Life());
        var before = File.ReadAllBytes(Path);
        var (file, reading) = JournalFile.Open(Path, Some.Mine with { Store = "another" });
        file.Dispose();
        Assert.True(reading.IsOfAnotherStore);
        Assert.Equal(before, File.ReadAllBytes($"{Path}.store"));
        var state = JournalState.Of(reading.Records);
        Assert.Empty(state.Wanted);
        Assert.Equal(["a-cancel-1", "pl-a-market-0"], state.Open.Select(intent => intent.Id).Order(StringComparer.Ordinal));
        var (again, taken) = JournalFile.Open(Path, Some.Mine with { Store = "another" });
        again.Dispose();
        Assert.Equal(2, JournalState.Of(taken.Records).Open.Count);
    }

    [Fact]
    public void Rewritten_it_adds_up_to_the_same_and_goes_on()
    {
        Write(Some.Life());
        var (file, reading) = JournalFile.Open(Path, Some.Mine);
        var state = JournalState.Of(reading.Records);
        file.Rewrite(state.Live());
        file.Append([new JournalRecord.Answered(Some.Answer("pl-a-market-0"))]);
        file.Dispose();
        var (again, after) = JournalFile.Open(Path, Some.Mine);
        again.Dispose();
        state.Fold(new JournalRecord.Answered(Some.Answer("pl-a-market-0")));
        Assert.Equal(Summary(state), Summary(JournalState.Of(after.Records)));
        Assert.False(File.Exists($"{Path}.new"));
    }

    [Fact]
    public void What_a_rewriting_that_died_left_behind_does_no_harm()
    {
        Write(Some.Life());
        File.WriteAllText($"{Path}.new", "half a journ");
        var (file, reading) = JournalFile.Open(Path, Some.Mine);
        file.Rewrite(JournalState.Of(reading.Records).Live());
        file.Dispose();
        var (again, after) = JournalFile.Open(Path, Some.Mine);
        again.Dispose();
        Assert.Equal(Summary(JournalState.Of(Some.Life())), Summary(JournalState.Of(after.Records)));
    }

    [Fact]
    public void Only_its_owner_may_read_it()
    {
        Write(Some.Life());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }

    private static string Summary(JournalState state) => string.Join('\n',
        state.Wanted.Select(one => $"wanted {one.Id}").Order(StringComparer.Ordinal)
            .Concat(state.Open.Select(one => $"open {one.Id}").Order(StringComparer.Ordinal))
            .Concat(Texts(state.Owed)));

    private static IReadOnlyList<string> Texts(IEnumerable<JournalRecord> records) => [.. records.Select(record => System.Text.Encoding.UTF8.GetString(JournalLine.Write(record)))];

    private void Write(IReadOnlyList<JournalRecord> records, JournalHeader? header = null)
    {
        var (file, _) = JournalFile.Open(Path, header ?? Some.Mine);
        file.Append(records);
        file.Dispose();
    }

    private void Refuses(string why)
    {
        var refused = Assert.Throws<PipelineException>(() => JournalFile.Open(Path, Some.Mine));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Contains(Path, refused.Message, StringComparison.Ordinal);
    }
}
