using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Seller.Journal;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Seller;

/// <summary>The journal when the disk fails: nobody waits for ever, it says so, and goes on when the disk does.</summary>
public sealed class SellerJournalTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    private string Path => _home.Path("seller.journal");

    private string Elsewhere => _home.Path("elsewhere");

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task What_cannot_be_written_fails_at_once_and_is_written_when_the_file_is_back()
    {
        await using (var journal = Open())
        {
            await journal.AppendAsync(Some.Life()[0]);
            File.Move(Path, Elsewhere);

            // No record: it fails in the writer, which then finds no file to open anew.
            await Assert.ThrowsAsync<IOException>(() => InTime(journal.AppendAsync(null!)));
            await Assert.ThrowsAsync<IOException>(() => InTime(journal.AppendAsync(Some.Life()[1])));
            Assert.True(journal.IsFailing);
            File.Move(Elsewhere, Path);
            await InTime(journal.AppendAsync(Some.Life()[2]));
            Assert.False(journal.IsFailing);
        }

        await using var again = Open();
        Assert.Single(again.Found.Wanted);
        Assert.Single(again.Found.Owed);
    }

    [Fact]
    public async Task A_probe_finds_out_that_the_disk_takes_lines_again_and_changes_nothing()
    {
        await using var journal = Open();
        await Assert.ThrowsAsync<IOException>(() => InTime(journal.AppendAsync(null!)));
        Assert.True(journal.IsFailing);
        journal.Probe();
        await Eventually.Holds("the journal to be well", () => Task.FromResult(!journal.IsFailing), TimeSpan.FromSeconds(10));
        Assert.Empty(journal.Found.Owed);
    }

    [Fact]
    public async Task Closed_it_takes_nothing_and_says_so()
    {
        var journal = Open();
        await journal.DisposeAsync();
        Assert.True(journal.IsFailing);
        await Assert.ThrowsAsync<IOException>(() => InTime(journal.AppendAsync(Some.Life()[0])));
    }

    private static Task InTime(Task task) => task.WaitAsync(TimeSpan.FromSeconds(10));

    private SellerJournal Open() => SellerJournal.Open(Path, Some.Mine, NullLogger.Instance);
}
