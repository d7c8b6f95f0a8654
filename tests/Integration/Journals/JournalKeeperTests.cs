using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Journal;
using Pipeline.Orchestrator.Journal.Reading;
using Pipeline.Orchestrator.Journal.Writing;
using Pipeline.Tests.Integration.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Journals;

/// <summary>The journal beside a real nats-server, as the orchestrator keeps it.</summary>
public sealed class JournalKeeperTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly MessagingServer _server = new();
    private readonly TemporaryHome _folder = new();
    private readonly ConcurrentQueue<string> _told = [];
    private PipelineHome _home = null!;
    private JournalFile _file = null!;
    private JournalKeeper _keeper = null!;

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _home = PipelineHome.In(_folder.Directory, "demo").EnsureWritable(0);
        _file = new JournalFile(_home);
        PipelineHome.CreateOwnerOnly(Path.Combine(_home.Run, "users"));
        OwnerOnlyFile.WriteAllText(Path.Combine(_home.Run, "users", Processes.Orchestrator), MessagingServer.PasswordOf(Processes.Orchestrator));
        _keeper = new JournalKeeper(_home, new Endpoints(_server.Server.Url, null), (type, _, _) => _told.Enqueue(type), NullLoggerFactory.Instance, TimeProvider.System);
        await PublishAsync(1, 20);
    }

    public async Task DisposeAsync()
    {
        await _keeper.DisposeAsync().AsTask().InTime("the journal to end");
        await _server.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_stored_comes_into_the_journal_once_also_when_the_server_was_killed_and_the_journal_removed()
    {
        Run();
        await HoldsAsync(20);
        await PublishAsync(21, 30);
        await HoldsAsync(30);

        _server.Server.Kill();
        await _server.Server.RestartAsync();
        await PublishAsync(31, 40);
        await HoldsAsync(40);
        await Eventually.Holds("the journal to be current", () => _keeper.Status is { State: JournalState.Current, Lag: 0 }, Patience);
        var before = JournalTables.Rows(_file);

        File.Delete(_file.Path);
        await HoldsAsync(40);
        await Eventually.Holds("the same rows", () => _file.Exists && JournalReader.TryOpen(_home) is { } reader && Disposed(reader) && JournalTables.Rows(_file).SequenceEqual(before), Patience);
        Assert.Empty(_told);
    }

    [Fact]
    public async Task A_journal_of_another_store_is_set_aside_and_this_one_s_projected()
    {
        using (var other = JournalWriter.Open(_file)!)
            other.Begin("another-store", ProjectedStreams.All.ToDictionary(stream => stream, _ => DateTimeOffset.UnixEpoch));

        Run();

        await HoldsAsync(20);
        Assert.Equal(["journal_rebuilt"], _told);
        Assert.Single(Directory.GetFiles(_home.Root, "journal-set-aside-*.db"));
        using var reader = JournalReader.Open(_home);
        Assert.Equal(MessagingServer.StoreId, reader.Age().StoreId);
    }

    [Fact]
    public async Task A_damaged_journal_is_set_aside_and_projected_anew()
    {
        await File.WriteAllTextAsync(_file.Path, new string('x', 10_000));

        Run();

        await HoldsAsync(20);
        Assert.Equal(["journal_rebuilt"], _told);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_is_told_once_and_written_as_soon_as_it_can_be()
    {
        Directory.CreateDirectory(_file.Path);
        Run();
        await Eventually.Holds("the journal to fail", () => _keeper.Status.State == JournalState.Failing, Patience);

        Directory.Delete(_file.Path);

        await HoldsAsync(20);
        await Eventually.Holds("word that it is back", () => _told.SequenceEqual(["journal_failed", "journal_back"]), Patience, () => string.Join(' ', _told));
    }

    private static bool Disposed(JournalReader reader)
    {
        reader.Dispose();
        return true;
    }

    private void Run() => _keeper.Begin(Task.CompletedTask);

    private Task HoldsAsync(int count) => Eventually.Holds(
        $"{count} signals in the journal",
        () =>
        {
            using var reader = JournalReader.TryOpen(_home);
            return reader?.Funnel(new JournalFilter()).Found == count;
        },
        Patience,
        () => _keeper.Status.ToString());

    private async Task PublishAsync(int first, int last)
    {
        var scanner = await _server.PublisherAsync(Processes.Scanner);
        for (var number = first; number <= last; number++)
        {
            var signal = Some.Signal($"signal-{number}");
            await scanner.PublishAsync(Subjects.Buy(signal.Strategy, signal.Symbol), signal, PublishExpectation.Once(signal.Id), CancellationToken.None);
        }
    }
}
