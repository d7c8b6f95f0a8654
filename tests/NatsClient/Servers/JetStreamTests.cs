using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.Servers;

public sealed class JetStreamTests(NatsServerFixture server) : IClassFixture<NatsServerFixture>, IAsyncLifetime
{
    private NatsConnection connection = null!;
    private NatsJSContext js = null!;
    private INatsJSStream stream = null!;
    private string name = null!;

    public async Task InitializeAsync()
    {
        connection = await Client.ConnectAsync(server.Url);
        js = new NatsJSContext(connection);
        stream = await js.NewStreamAsync();
        name = stream.Info.Config.Name!;
    }

    public async Task DisposeAsync() => await connection.DisposeAsync();

    [Fact]
    public async Task A_wrong_expectation_is_refused_with_its_code()
    {
        var first = await js.PublishAsync($"{name}.a", "one", opts: new NatsJSPubOpts { ExpectedLastSequence = 0, ExpectedStream = name });
        Assert.Equal((name, 1UL), (first.Stream, first.Seq));

        var late = await js.PublishAsync($"{name}.b", "two", opts: new NatsJSPubOpts { ExpectedLastSequence = 0 });
        var taken = await js.PublishAsync($"{name}.a", "two", opts: new NatsJSPubOpts { ExpectedLastSubjectSequence = 0 });
        var elsewhere = await js.PublishAsync($"{name}.a", "two", opts: new NatsJSPubOpts { ExpectedStream = "OTHER" });

        Assert.Equal(10071, late.Error!.ErrCode);
        Assert.Equal(10071, taken.Error!.ErrCode);
        Assert.Equal(10060, elsewhere.Error!.ErrCode);
        Assert.Equal(10071, Assert.Throws<NatsJSApiException>(late.EnsureSuccess).Error.ErrCode);
        var right = new NatsJSPubOpts { ExpectedLastSequence = 1, ExpectedLastSubjectSequence = 0 };
        (await js.PublishAsync($"{name}.b", "two", opts: right)).EnsureSuccess();
    }

    [Fact]
    public async Task The_same_message_id_is_stored_once()
    {
        var headers = new NatsHeaders { ["Own"] = "kept" };
        var opts = new NatsJSPubOpts { MsgId = "id" };
        (await js.PublishAsync($"{name}.a", "one", opts: opts, headers: headers)).EnsureSuccess();

        var second = await js.PublishAsync($"{name}.a", "one", opts: opts, headers: headers);

        Assert.True(second.Duplicate);
        Assert.Equal(1UL, Assert.Throws<NatsJSDuplicateMessageException>(second.EnsureSuccess).Sequence);
        await stream.RefreshAsync();
        Assert.Equal(1, stream.Info.State.Messages);
        Assert.Single(headers);
        var stored = await stream.GetDirectAsync<string>(new StreamMsgGetRequest { Seq = 1 });
        Assert.Equal(("kept", "id"), (stored.Headers!["Own"].ToString(), stored.Headers["Nats-Msg-Id"].ToString()));
    }

    [Fact]
    public async Task A_publish_that_no_stream_listens_to_was_not_stored()
    {
        var subject = Client.Name("nowhere.");
        var failure = await Assert.ThrowsAsync<NatsJSPublishNoResponseException>(async () => await js.PublishAsync(subject, 1));
        Assert.IsType<NatsNoRespondersException>(failure.InnerException);
        Assert.False((await js.TryPublishAsync(subject, 1)).Success);
    }

    [Fact]
    public async Task Concurrent_publishes_keep_their_order()
    {
        var futures = new List<NatsJSPublishConcurrentFuture>();
        for (var i = 0; i < 200; i++)
        {
            futures.Add(await js.PublishConcurrentAsync($"{name}.a", i));
        }

        var sequences = new List<ulong>();
        foreach (var future in futures)
        {
            sequences.Add((await future.GetResponseAsync()).Seq);
        }

        Assert.Equal(Enumerable.Range(1, 200).Select(n => (ulong)n), sequences);
    }

    [Fact]
    public async Task One_stored_message_is_read_by_sequence_and_by_subject()
    {
        await js.PublishAsync($"{name}.a", "one");
        await js.PublishAsync($"{name}.b", "two");
        await js.PublishAsync($"{name}.a", "three");

        var last = await stream.GetDirectAsync<string>(new StreamMsgGetRequest { LastBySubj = $"{name}.a" });
        var second = await stream.GetDirectAsync<string>(new StreamMsgGetRequest { Seq = 2 });
        var next = await stream.GetDirectAsync<string>(new StreamMsgGetRequest { Seq = 2, NextBySubj = $"{name}.a" });
        var none = await stream.GetDirectAsync<string>(new StreamMsgGetRequest { LastBySubj = $"{name}.c" });
        var kept = await stream.GetAsync(new StreamMsgGetRequest { LastBySubj = $"{name}.b" });

        Assert.Equal(("three", "3", $"{name}.a"), (last.Data, last.Headers!["Nats-Sequence"].ToString(), last.Headers["Nats-Subject"].ToString()));
        Assert.Equal(("two", "three"), (second.Data, next.Data));
        Assert.Equal((404, null), (none.Headers!.Code, none.Data));
        Assert.Equal((2UL, "two"), (kept.Message.Seq, System.Text.Encoding.UTF8.GetString(kept.Message.Data.Span)));
        var missing = await Assert.ThrowsAsync<NatsJSApiException>(async () => await stream.GetAsync(new StreamMsgGetRequest { Seq = 99 }));
        Assert.Equal(10037, missing.Error.ErrCode);
    }

    [Fact]
    public async Task A_streams_subjects_are_listed()
    {
        foreach (var leaf in new[] { "a", "b", "a" })
        {
            await js.PublishAsync($"{name}.{leaf}", 1);
        }

        var info = (await js.GetStreamAsync(name, new StreamInfoRequest { SubjectsFilter = ">" })).Info;

        Assert.Equal(new Dictionary<string, long> { [$"{name}.a"] = 2, [$"{name}.b"] = 1 }, info.State.Subjects!);
        Assert.Equal((3UL, 2L), (info.State.LastSeq, info.State.NumSubjects));
    }

    [Fact]
    public async Task A_stream_is_created_changed_purged_listed_and_deleted()
    {
        Assert.Equal(10059, (await Assert.ThrowsAsync<NatsJSApiException>(async () => await js.GetStreamAsync("MISSING"))).Error.ErrCode);
        var config = new StreamConfig(Client.Name("C"), [Client.Name("c.")])
        {
            Metadata = new Dictionary<string, string> { ["store"] = "x" },
            MaxAge = TimeSpan.FromDays(3),
        };
        await js.CreateOrUpdateStreamAsync(config);
        await js.CreateStreamAsync(config);
        await js.CreateOrUpdateStreamAsync(config with { MaxMsgsPerSubject = 1 });

        var read = (await js.GetStreamAsync(config.Name!)).Info.Config;

        Assert.Equal((1L, TimeSpan.FromDays(3), "x"), (read.MaxMsgsPerSubject, read.MaxAge, read.Metadata!["store"]));
        Assert.Equal(StreamConfigStorage.File, read.Storage);
        await js.PublishAsync(config.Subjects!.First(), 1);
        Assert.Equal(1, (await js.PurgeStreamAsync(config.Name!, new StreamPurgeRequest())).Purged);
        Assert.Contains(config.Name, await js.ListStreamNamesAsync().ToListAsync());
        Assert.Contains(config.Name, await js.ListStreamsAsync(config.Subjects!.First()).Select(found => found.Info.Config.Name).ToListAsync());
        Assert.True(await js.DeleteStreamAsync(config.Name!));
        await Assert.ThrowsAsync<ArgumentException>(async () => await js.GetStreamAsync("a.b"));
    }

    [Fact]
    public async Task A_consumer_is_created_changed_listed_and_deleted()
    {
        var config = new ConsumerConfig("one")
        {
            FilterSubject = $"{name}.a",
            AckWait = TimeSpan.FromSeconds(7),
            MaxDeliver = 4,
            Backoff = [TimeSpan.FromSeconds(1)],
        };
        await js.CreateConsumerAsync(name, config);
        await Assert.ThrowsAsync<NatsJSApiException>(async () => await js.CreateConsumerAsync(name, config with { MaxDeliver = 5 }));
        await Assert.ThrowsAsync<NatsJSApiException>(async () => await js.UpdateConsumerAsync(name, new ConsumerConfig("two")));
        await js.UpdateConsumerAsync(name, config with { MaxDeliver = 5 });
        await js.CreateOrUpdateConsumerAsync(name, new ConsumerConfig("two") { FilterSubjects = [$"{name}.a", $"{name}.b"] });

        var read = (await js.GetConsumerAsync(name, "one")).Info.Config;

        Assert.Equal((5L, $"{name}.a", ConsumerConfigAckPolicy.Explicit), (read.MaxDeliver, read.FilterSubject, read.AckPolicy));
        Assert.Equal([TimeSpan.FromSeconds(1)], read.Backoff!);
        Assert.Equal(["one", "two"], (await js.ListConsumerNamesAsync(name).ToListAsync()).Order());
        Assert.Equal(["one", "two"], (await js.ListConsumersAsync(name).Select(found => found.Info.Name).ToListAsync()).Order());
        Assert.True(await js.DeleteConsumerAsync(name, "one"));
        Assert.Equal(10014, (await Assert.ThrowsAsync<NatsJSApiException>(async () => await js.GetConsumerAsync(name, "one"))).Error.ErrCode);
    }

    [Fact]
    public async Task A_list_longer_than_a_page_is_read_whole()
    {
        const int MoreThanAPage = 300; // nats-server lists 256 consumers at a time
        var names = Enumerable.Range(0, MoreThanAPage).Select(number => $"c{number:000}").ToList();
        await Task.WhenAll(names.Select(async consumer => await js.CreateConsumerAsync(name, new ConsumerConfig { Name = consumer, MemStorage = true })));

        Assert.Equal(names, (await js.ListConsumersAsync(name).Select(found => found.Info.Name).ToListAsync()).Order());
    }

    [Fact]
    public async Task Republished_messages_tell_where_they_are_stored()
    {
        var book = Client.Name("book.");
        var republishing = await js.NewStreamAsync(config => config with { Republish = new Republish { Src = ">", Dest = $"{book}.>" } });
        var source = republishing.Info.Config.Name;
        await using var sub = await connection.SubscribeCoreAsync<string>($"{book}.>");
        await js.PublishAsync($"{source}.a", "one");

        var msg = await sub.Msgs.ReadAsync().AsTask().InTime("the republished message");

        Assert.Equal(($"{book}.{source}.a", "one"), (msg.Subject, msg.Data));
        string[] told = ["Nats-Stream", "Nats-Subject", "Nats-Sequence", "Nats-Last-Sequence"];
        Assert.Equal([source, $"{source}.a", "1", "0"], told.Select(header => msg.Headers![header].ToString()));
        Assert.True(DateTimeOffset.TryParse(msg.Headers!["Nats-Time-Stamp"], System.Globalization.CultureInfo.InvariantCulture, out _));
    }
}
