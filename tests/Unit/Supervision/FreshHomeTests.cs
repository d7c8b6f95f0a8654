using Pipeline.Contracts;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Identity;
using Pipeline.Orchestrator.Supervision;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Supervision;

public sealed class FreshHomeTests
{
    [Fact]
    public void A_home_that_was_never_started_begins_anew_without_a_complaint()
    {
        using var folder = new TemporaryHome();

        FreshHome.Clear(PipelineHome.In(folder.Path("nowhere", "yet"), "demo"));
    }

    [Fact]
    public void A_demo_loses_its_books_and_its_run_and_keeps_its_settings()
    {
        using var folder = new TemporaryHome();
        var (home, book) = HomeWithABook(folder, """{"Simulator": {"Seed": 7} }""");

        FreshHome.Clear(home);

        Assert.False(File.Exists(book));
        Assert.Equal(["orchestrator.lock"], Directory.GetFileSystemEntries(home.Run).Select(Path.GetFileName));
        Assert.True(File.Exists(home.SettingsFile));
    }

    [Fact]
    public void A_demo_that_trades_on_a_real_account_keeps_its_books()
    {
        using var folder = new TemporaryHome();
        var (home, book) = HomeWithABook(folder, """{"Venue": {"Simulated": false, "TradingUrl": "https://paper-api.alpaca.markets"} }""");

        var refused = Assert.Throws<PipelineException>(() => FreshHome.Clear(home));

        Assert.Equal(ExitCodes.Refused, refused.ExitCode);
        Assert.Contains("paper-api.alpaca.markets", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(book));
    }

    [Fact]
    public void A_home_that_another_orchestrator_has_taken_is_not_cleared_under_it()
    {
        using var folder = new TemporaryHome();
        var (home, book) = HomeWithABook(folder, "{}");
        using var other = ProcessLock.TryTake(home, Processes.Orchestrator);

        Assert.Equal(ExitCodes.AlreadyRunning, Assert.Throws<PipelineException>(() => FreshHome.Clear(home)).ExitCode);
        Assert.True(File.Exists(book));
    }

    private static (PipelineHome Home, string Book) HomeWithABook(TemporaryHome folder, string settings)
    {
        var home = PipelineHome.In(folder.Directory, "demo").EnsureWritable(leastFree: 1);
        File.WriteAllText(home.SettingsFile, settings);
        var book = Path.Combine(home.Nats, "book");
        File.WriteAllText(book, "trades");
        File.WriteAllText(Path.Combine(home.Run, "endpoints.old"), "");
        Directory.CreateDirectory(Path.Combine(home.Run, "restart"));
        return (home, book);
    }
}
