using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using NATS.Client.Core;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Metrics;
using Pipeline.Hosting.Services;
using Pipeline.Messaging;
using Pipeline.Tests.Integration.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Services;

/// <summary>NATS's service protocol (ADR-32), asked as the viewer on the rights that homes get.</summary>
public sealed class ServiceProtocolTests(MessagingServer server) : IClassFixture<MessagingServer>, IAsyncLifetime, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];

    public async Task InitializeAsync()
    {
        foreach (var process in (string[])["buyer", "seller"])
        {
            var responder = new ServiceResponder(process, await server.ConnectAsync(process), () => Heartbeat(process), () => [new MetricPoint { Name = "pipeline_positions", Value = 3 }], TimeProvider.System, NullLogger.Instance);
            _running.Add(responder.RunAsync(_stop.Token));
        }

        // A question that is asked before both listen has fewer answers, and is asked again.
        await Eventually.Holds("both services", async () => (await AskAsync("$SRV.PING", 0)).Count == 2);
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task Every_process_answers_a_ping_and_only_the_named_one_its_own()
    {
        var all = await AskAsync("$SRV.PING", 2);
        var buyer = Assert.Single(await AskAsync("$SRV.PING.buyer", 1));
        var id = Text(buyer, "id");

        Assert.Equal(["buyer", "seller"], all.Select(word => Text(word, "name")).Order(StringComparer.Ordinal));
        Assert.All(all, word => Assert.Equal("io.nats.micro.v1.ping_response", Text(word, "type")));
        Assert.Matches(@"^\d+\.\d+\.\d+", Text(buyer, "version"));
        Assert.Equal("ready", Text(buyer["metadata"]!, "state"));
        Assert.Equal(id, Text(Assert.Single(await AskAsync($"$SRV.PING.buyer.{id}", 1)), "id"));
        Assert.Empty(await AskAsync($"$SRV.PING.seller.{id}", 0));
        Assert.Empty(await AskAsync("$SRV.NONSENSE", 0));
    }

    [Fact]
    public async Task Info_names_an_endpoint_that_answers_and_stats_count_and_time_it()
    {
        var info = Assert.Single(await AskAsync("$SRV.INFO.seller", 1));
        var endpoint = Assert.Single(info["endpoints"]!.AsArray())!;
        var status = Assert.Single(await AskAsync(Text(endpoint, "subject"), 1));
        var stats = Assert.Single(await AskAsync("$SRV.STATS.seller", 1));
        var counted = Assert.Single(stats["endpoints"]!.AsArray())!;

        Assert.Equal("io.nats.micro.v1.info_response", Text(info, "type"));
        Assert.Equal("io.nats.micro.v1.stats_response", Text(stats, "type"));
        Assert.Equal("seller", ContractsJson.Read<Heartbeat>(System.Text.Encoding.UTF8.GetBytes(status.ToJsonString())).Process);
        Assert.Equal((1, 0), (counted["num_requests"]!.GetValue<long>(), counted["num_errors"]!.GetValue<long>()));
        Assert.True(counted["processing_time"]!.GetValue<long>() > 0);
        Assert.Equal(counted["processing_time"]!.GetValue<long>(), counted["average_processing_time"]!.GetValue<long>());
        Assert.Equal("pipeline_positions", Text(counted["data"]!["figures"]![0]!, "name"));
        Assert.True(DateTimeOffset.TryParse(Text(stats, "started"), System.Globalization.CultureInfo.InvariantCulture, out _));
    }

    [NodeFact]
    public async Task The_official_javascript_client_finds_asks_and_counts_them()
    {
        await using var client = await NodePeer.StartAsync(
            "services.mjs", [server.Server.Url, "viewer", NatsUsers.InboxPrefix("viewer")], new Dictionary<string, string> { ["NATS_PASSWORD"] = MessagingServer.PasswordOf("viewer") });
        async Task<JsonElement> DoAsync(object what)
        {
            await client.WriteAsync(what);
            return await client.ReadAsync("what was answered");
        }

        var found = (await DoAsync(new { verb = "ping", count = 2 })).EnumerateArray().Select(Standard).OrderBy(one => one.Name, StringComparer.Ordinal).ToList();
        var info = Assert.Single((await DoAsync(new { verb = "info", name = "seller", id = found[^1].Id, count = 1 })).EnumerateArray());
        var endpoint = Assert.Single(info.GetProperty("endpoints").EnumerateArray());
        var status = await DoAsync(new { ask = endpoint.GetProperty("subject").GetString() });
        var stats = Assert.Single((await DoAsync(new { verb = "stats", name = "seller", count = 1 })).EnumerateArray());
        var counted = Assert.Single(stats.GetProperty("endpoints").EnumerateArray());

        Assert.Equal(["buyer", "seller"], found.Select(one => one.Name));
        Assert.Equal((found[^1], found[^1]), (Standard(info), Standard(stats)));
        Assert.NotEmpty(info.GetProperty("description").GetString()!);
        Assert.Equal(("status", "q"), (endpoint.GetProperty("name").GetString(), endpoint.GetProperty("queue_group").GetString()));
        Assert.Equal("seller", status.GetProperty("process").GetString());
        Assert.True(stats.GetProperty("started").TryGetDateTimeOffset(out _));
        Assert.Equal((1, 0, ""), (counted.GetProperty("num_requests").GetInt64(), counted.GetProperty("num_errors").GetInt64(), counted.GetProperty("last_error").GetString()));
        Assert.Equal(counted.GetProperty("processing_time").GetInt64(), counted.GetProperty("average_processing_time").GetInt64());
        Assert.Equal((JsonValueKind.Object, JsonValueKind.Object), (endpoint.GetProperty("metadata").ValueKind, counted.GetProperty("data").ValueKind));

        // The fields that every answer has, and their shapes.
        static (string Name, string Id) Standard(JsonElement word)
        {
            Assert.Matches("^[A-Za-z0-9_-]+$", word.GetProperty("name").GetString());
            Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$", word.GetProperty("version").GetString());
            Assert.All(word.GetProperty("metadata").EnumerateObject(), field => Assert.Equal(JsonValueKind.String, field.Value.ValueKind));
            return (word.GetProperty("name").GetString()!, word.GetProperty("id").GetString()!);
        }
    }

    [Fact]
    public async Task No_question_makes_a_process_write_anywhere_but_to_the_viewer()
    {
        var orchestrator = await server.ConnectAsync("orchestrator");
        var heard = new ConcurrentQueue<string>();
        await using var listening = await orchestrator.Nats.SubscribeCoreAsync<byte[]>("control.>");
        var reading = Task.Run(async () =>
        {
            await foreach (var message in listening.Msgs.ReadAllAsync())
                heard.Enqueue(message.Subject);
        });
        var viewer = await server.ConnectAsync("viewer");

        await viewer.Nats.PublishAsync("$SRV.PING", Array.Empty<byte>(), replyTo: "control.trading");
        await viewer.Nats.PublishAsync("svc.buyer.status", Array.Empty<byte>(), replyTo: "entry.demo.1");

        // What comes later was handled after it.
        Assert.Single(await AskAsync("$SRV.PING.buyer", 1));
        Assert.Single(await AskAsync("svc.buyer.status", 1));
        await orchestrator.Nats.PingAsync();
        Assert.Empty(heard);
        await listening.DisposeAsync();
        await reading.InTime("the end of the listening");
    }

    /// <summary>The answers to one question: as many as are expected, and no more within a moment of the last.</summary>
    private async Task<IReadOnlyList<JsonNode>> AskAsync(string subject, int expected)
    {
        var viewer = await server.ConnectAsync("viewer");
        var inbox = $"{NatsUsers.InboxPrefix("viewer")}.{Guid.NewGuid():N}";
        var answers = new ConcurrentQueue<JsonNode>();
        await using var sub = await viewer.Nats.SubscribeCoreAsync<byte[]>(inbox);
        var reading = Task.Run(async () =>
        {
            // The server itself says, without a body, that nobody listens.
            await foreach (var message in sub.Msgs.ReadAllAsync())
            {
                if (message.Data is { Length: > 0 } said)
                    answers.Enqueue(JsonNode.Parse(said)!);
            }
        });
        await viewer.Nats.PublishAsync(subject, Array.Empty<byte>(), replyTo: inbox);
        await Eventually.Holds($"{expected} answers to {subject}", () => answers.Count >= expected);
        await viewer.Nats.PingAsync();
        await sub.DisposeAsync();
        await reading.InTime("the end of the answers");
        return [.. answers];
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static Heartbeat Heartbeat(string process) => new()
    {
        Process = process,
        State = ProcessHealth.Ready,
        Pid = 4711,
        StartedAt = TimeProvider.System.GetUtcNow(),
        StartedBy = "hand",
        SentAt = TimeProvider.System.GetUtcNow(),
    };
}
