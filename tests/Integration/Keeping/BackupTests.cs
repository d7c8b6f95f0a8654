using System.Runtime.Versioning;
using System.Text;
using NATS.Client.JetStream;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Hosting;
using Pipeline.Hosting.Home;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Keeping;
using Pipeline.Tests.Integration.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Keeping;

/// <summary>A backup of a running server's streams, and what becomes of it in an empty home; all with real servers.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class BackupTests(MessagingServer server) : IClassFixture<MessagingServer>, IDisposable
{
    private const string Webhook = "https://hooks.slack.com/services/T0/B0/secret";

    private readonly TemporaryHome _folder = new();

    private string File => _folder.Path("demo.backup");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Comes_back_with_every_sequence_time_and_place_and_waits_for_a_person()
    {
        await PublishAsync("entry.demo.1", "buyer", 3);
        await PublishAsync("signal.buy.momentum.AAPL", "scanner", 5);
        await HandleOneAsync();
        var before = await ReadAsync(await server.ConnectAsync("viewer"));
        var from = Home("from");
        await System.IO.File.WriteAllTextAsync(from.SettingsFile, $$"""{ "Orchestrator": { "StopSeconds": 7 }, "Note": "{{Webhook}}" }""");

        var manifest = await new BackupRun(from, await server.ConnectAsync("orchestrator"), TimeProvider.System).RunAsync(File, CancellationToken.None);
        var to = Home("to", made: false);
        await new RestoreRun(to, TimeProvider.System).RunAsync(File, CancellationToken.None);

        Assert.Equal(BackupRun.Order, manifest.Parts.Where(part => part.Stream is not null).Select(part => part.Stream!.Name));
        var mark = StoreMark.Read(to)!;
        Assert.Equal((MessagingServer.StoreId, true, TradingCondition.StoreLost), (mark.StoreId, mark.Created, mark.Trouble!.Condition));
        Assert.DoesNotContain(Webhook, await System.IO.File.ReadAllTextAsync(to.SettingsFile), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(to.Nats));
        Assert.Equal(["logs", "nats", "run"], Directory.GetDirectories(to.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        await using var restored = await PrivateServer.StartAsync(_folder.Directory, to.Nats, TimeProvider.System, CancellationToken.None);
        var after = await ReadAsync(restored.Connection);
        Assert.Equal(before, after.Where(line => !line.Contains("backup_restored", StringComparison.Ordinal)));
        Assert.Contains(after, line => line.Contains("event.orchestrator.backup_restored", StringComparison.Ordinal));
        Assert.Equal(4ul, (await restored.Connection.JetStream.GetConsumerAsync(Streams.Signals, "buyer")).Info.NumPending);
    }

    [Fact]
    public async Task Made_while_others_write_it_comes_back_with_all_that_was_there_when_it_began()
    {
        using var enough = new CancellationTokenSource();
        var writing = WriteAsync(enough.Token);
        var lasts = new List<ulong>();
        for (var round = 0; round < 5; round++)
        {
            var file = _folder.Path($"round-{round}.backup");
            var manifest = await new BackupRun(Home($"from-{round}"), await server.ConnectAsync("orchestrator"), TimeProvider.System).RunAsync(file, CancellationToken.None);
            var to = Home($"to-{round}", made: false);
            await new RestoreRun(to, TimeProvider.System).RunAsync(file, CancellationToken.None);
            Assert.Equal(TradingCondition.StoreLost, StoreMark.Read(to)!.Trouble!.Condition);
            lasts.Add(manifest.Parts.Single(part => part.Stream?.Name == Streams.Control).Stream!.LastSequence);
        }

        await enough.CancelAsync();
        await writing;
        Assert.True(lasts[^1] > lasts[0], string.Join(' ', lasts));
    }

    [Fact]
    public async Task Is_refused_for_another_profile_and_over_a_store_and_where_it_is_damaged_and_leaves_the_home_as_it_was()
    {
        await new BackupRun(Home("whole"), await server.ConnectAsync("orchestrator"), TimeProvider.System).RunAsync(File, CancellationToken.None);
        await RefusedAsync(PipelineHome.In(_folder.Path("other"), "paper"), File, ExitCodes.Refused, "profile demo");

        var occupied = Home("occupied", made: false);
        await System.IO.File.WriteAllTextAsync(Path.Combine(occupied.Nats, "something"), "");
        await RefusedAsync(occupied, File, ExitCodes.Refused, "holds a store already");

        var bytes = await System.IO.File.ReadAllBytesAsync(File);
        // More than the gaps between the parts.
        foreach (var place in Enumerable.Range(bytes.Length / 3, 4096))
            bytes[place] ^= 1;
        var damaged = _folder.Path("damaged.backup");
        await System.IO.File.WriteAllBytesAsync(damaged, bytes);
        var empty = Home("empty", made: false);
        await RefusedAsync(empty, damaged, ExitCodes.Failed, "Nothing was restored");
        await System.IO.File.WriteAllBytesAsync(damaged, bytes[..(bytes.Length / 2)]);
        await RefusedAsync(empty, damaged, ExitCodes.Failed, "Nothing was restored");
        Assert.Empty(Directory.GetFileSystemEntries(empty.Nats));
        Assert.Null(StoreMark.Read(empty));
        Assert.Empty(Directory.GetDirectories(empty.Root, "restoring-*"));
    }

    private static async Task RefusedAsync(PipelineHome home, string file, int code, string words)
    {
        var refused = await Assert.ThrowsAsync<PipelineException>(() => new RestoreRun(home, TimeProvider.System).RunAsync(file, CancellationToken.None));
        Assert.Equal(code, refused.ExitCode);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    private PipelineHome Home(string name, bool made = true)
    {
        var home = PipelineHome.In(_folder.Path(name), "demo").EnsureWritable(leastFree: 1);
        if (made)
            new StoreMark(MessagingServer.StoreId, Created: true).Write(home);
        return home;
    }

    private async Task PublishAsync(string subject, string user, int count)
    {
        var publisher = await server.PublisherAsync(user);
        for (var number = 1; number <= count; number++)
        {
            var place = subject.StartsWith("entry", StringComparison.Ordinal) ? $"{subject}{number}" : subject;
            await publisher.PublishBytesAsync(place, Encoding.UTF8.GetBytes($$"""{"number":{{number}}}"""), new Dictionary<string, string> { [MessageHeaders.Correlation] = $"story-{number}" }, PublishExpectation.None, CancellationToken.None);
        }
    }

    /// <summary>Many at a time, so that some come in the middle of a snapshot.</summary>
    private async Task WriteAsync(CancellationToken enough)
    {
        var publisher = await server.PublisherAsync("orchestrator");
        var headers = new Dictionary<string, string> { [MessageHeaders.Correlation] = "story" };
        while (!enough.IsCancellationRequested)
            await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => publisher.PublishBytesAsync("control.lock.AAPL", "{}"u8.ToArray(), headers, PublishExpectation.None, CancellationToken.None)));
    }

    /// <summary>The buyer's durable has one behind it and the others before it.</summary>
    private async Task HandleOneAsync()
    {
        var consumer = await (await server.ConnectAsync("orchestrator")).JetStream.GetConsumerAsync(Streams.Signals, "buyer");
        await foreach (var message in consumer.FetchNoWaitAsync<byte[]>(new NatsJSFetchOpts { MaxMsgs = 1 }))
            await message.AckAsync(new AckOpts { DoubleAck = true });
    }

    private static async Task<List<string>> ReadAsync(PipelineConnection connection)
    {
        var lines = new List<string>();
        foreach (var stream in BackupRun.Order)
        {
            await foreach (var raw in new OrderedReader(connection).ReadAsync(stream, new ReadRange(), CancellationToken.None))
                lines.Add($"{raw.Stream} {raw.Sequence} {raw.Time:O} {raw.Subject} {string.Join(',', raw.Headers.OrderBy(header => header.Key))} {Encoding.UTF8.GetString(raw.Data.Span)}");
        }

        return lines;
    }
}
