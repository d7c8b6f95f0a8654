using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.WholeSystem;

[Collection(WholeSystemCollection.Name)]
public sealed class DeadLetterTests
{
    private const string Subject = "signal.buy.momentum.TORN";
    private const string Torn = """{"id":"momentum-TORN-1","symbol":"TO""";

    [Fact]
    public async Task A_malformed_signal_becomes_a_dead_letter_the_next_is_handled_and_a_person_may_retry_it()
    {
        await using var pipeline = new PipelineUnderTest();
        (await pipeline.RunAsync("start", "--detach", "--fresh", "--speed", "120", "--seed", "3")).EndedWith(0);
        var sequence = await PublishTornAsync(pipeline);

        var letter = Assert.Single(await LettersAsync(pipeline, atLeast: 1));
        var told = letter["data"]!;
        Assert.Equal(("buyer", Subject, sequence), (told["process"]!.GetValue<string>(), told["subject"]!.GetValue<string>(), told["sequence"]!.GetValue<ulong>()));
        Assert.Equal(Torn, Encoding.UTF8.GetString(Convert.FromBase64String(told["data"]!.GetValue<string>())));
        Assert.NotEmpty(told["reason"]!.GetValue<string>());
        var next = string.Create(CultureInfo.InvariantCulture, $"{sequence + 1}");
        await pipeline.HandledAsync(await pipeline.SignalsAsync(atLeast: 1, "--from-seq", next));

        var name = $"DEADLETTER:{letter["sequence"]}";
        Assert.Contains($"{name} is back on {Subject}", (await pipeline.RunAsync("replay", "DEADLETTER", "--to", "origin")).EndedWith(0).Output, StringComparison.Ordinal);
        var retry = Assert.Single(await pipeline.ReplayAsync("SIGNALS", Subject, "--from-seq", next));
        Assert.Equal(name, retry["headers"]!["Pipeline-Retry-Of"]!.GetValue<string>());
        Assert.Equal(2, (await LettersAsync(pipeline, atLeast: 2)).Count);
        Assert.Contains($"{name} was retried before", (await pipeline.RunAsync("replay", "DEADLETTER", "--to", "origin")).EndedWith(0).Output, StringComparison.Ordinal);
    }

    private static async Task<ulong> PublishTornAsync(PipelineUnderTest pipeline)
    {
        var options = new MessagingOptions
        {
            Url = (await pipeline.StatusAsync())["endpoints"]!["nats"]!.GetValue<string>(),
            User = NatsUsers.Replay,
            Password = (await File.ReadAllTextAsync(pipeline.PathOf("run", "users", NatsUsers.Replay))).Trim(),
        };
        await using var connection = await PipelineConnection.ConnectAsync(options, NullLoggerFactory.Instance, CancellationToken.None);
        var publisher = new MessagePublisher(connection, new StoredMessages(connection), TimeProvider.System, NullLogger<MessagePublisher>.Instance);
        var result = await publisher.PublishBytesAsync(
            Subject, Encoding.UTF8.GetBytes(Torn), new Dictionary<string, string>(), PublishExpectation.Once("momentum-TORN-1"), CancellationToken.None);
        return Assert.IsType<PublishResult.Stored>(result).Sequence;
    }

    private static async Task<IReadOnlyList<JsonNode>> LettersAsync(PipelineUnderTest pipeline, int atLeast)
    {
        IReadOnlyList<JsonNode> letters = [];
        await Eventually.Holds(
            $"{atLeast} dead letters",
            async () => (letters = await pipeline.ReplayAsync("DEADLETTER", "dlq.>")).Count >= atLeast,
            PipelineUnderTest.Patience,
            () => $"{letters.Count}");
        return letters;
    }
}
