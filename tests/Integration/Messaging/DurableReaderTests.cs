using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Signals;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Messaging;

public sealed class DurableReaderTests : IAsyncLifetime
{
    private const string Subject = "signal.buy.momentum.AAPL";

    private readonly MessagingServer _server = new();
    private MessagePublisher _scanner = null!;
    private PipelineConnection _buyer = null!;

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _scanner = await _server.PublisherAsync("scanner");
        _buyer = await _server.ConnectAsync("buyer");
    }

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_poison_message_lands_in_the_dead_letters_with_its_reason_and_the_next_is_handled()
    {
        var poisons = new Dictionary<string, string>
        {
            ["{not json"] = "not a BuySignal",
            [Without("score")] = "score",
            [With("schemaVersion", 7)] = "schema version 7 is unknown",
            [With("symbol", "not a symbol")] = "is not a symbol",
            [With("id", "")] = "must not be empty",
            ["null"] = "found null",
            [""] = "not a BuySignal",
        };
        foreach (var poison in poisons.Keys)
            await _scanner.PublishBytesAsync(Subject, Encoding.UTF8.GetBytes(poison), new Dictionary<string, string>(), PublishExpectation.None, CancellationToken.None);
        await PublishAsync("good");

        Assert.Equal(["good"], await DrainAsync(Reader()));

        var letters = await LettersAsync();
        Assert.Equal(poisons.Count, letters.Count);
        foreach (var (letter, (poison, reason)) in letters.Zip(poisons))
        {
            Assert.Contains(reason, letter.Reason, StringComparison.Ordinal);
            Assert.Equal((poison, Subject, Streams.Signals, Processes.Buyer), (Encoding.UTF8.GetString(letter.Data), letter.Subject, letter.Stream, letter.Process));
        }

        Assert.Equal(0, await Reader().LagAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Draining_ends_once_everything_handed_out_is_settled()
    {
        for (var i = 0; i < 40; i++)
            await PublishAsync($"signal-{i}");

        Assert.Equal(40, (await DrainAsync(Reader())).Count);
        Assert.Empty(await DrainAsync(Reader()));
    }

    [Fact]
    public async Task What_is_to_be_retried_comes_again_after_its_delay()
    {
        await PublishAsync("again");
        var (reader, deliveries) = (Reader(), new List<ulong>());

        await foreach (var delivery in reader.DrainAsync(CancellationToken.None))
        {
            deliveries.Add(delivery.Deliveries);
            await delivery.SettleAsync(deliveries.Count < 3 ? new HandlingOutcome.RetryAfter(TimeSpan.FromMilliseconds(30)) : HandlingOutcome.Handled, CancellationToken.None);
        }

        Assert.Equal([1ul, 2ul, 3ul], deliveries);
    }

    [Fact]
    public async Task A_message_that_is_never_handled_is_quarantined_after_its_last_delivery()
    {
        await PublishAsync("hopeless");
        var (reader, handed) = (Reader(mostDeliveries: 3), 0);

        await foreach (var delivery in reader.DrainAsync(CancellationToken.None))
        {
            handed++;
            await delivery.SettleAsync(new HandlingOutcome.RetryAfter(TimeSpan.Zero), CancellationToken.None);
        }

        Assert.Equal(3, handed);
        var letter = Assert.Single(await LettersAsync());
        Assert.Equal(("delivered 3 times without being handled", 4ul, "hopeless"), (letter.Reason, letter.Deliveries, letter.CorrelationId));
    }

    [Fact]
    public async Task A_handler_may_quarantine_with_a_reason_of_its_own_which_gives_no_secret_away()
    {
        await PublishAsync("odd");

        await foreach (var delivery in Reader().DrainAsync(CancellationToken.None))
            await delivery.SettleAsync(new HandlingOutcome.Quarantine("for account PA3XKQ7LMN2B"), CancellationToken.None);

        Assert.Equal("for account (redacted)", Assert.Single(await LettersAsync()).Reason);
    }

    [Fact]
    public async Task A_crash_between_copying_and_terminating_does_not_make_two_dead_letters()
    {
        await PublishAsync("odd");

        // The first life copies the letter and dies before it terminates the message: what is left is the letter, and the message unsettled.
        await foreach (var delivery in Reader().DrainAsync(CancellationToken.None))
        {
            var letter = LetterFor(delivery.Raw, "a reason");
            await MessagingServer.PublisherOn(_buyer).PublishAsync("dlq.buyer", letter, PublishExpectation.Once(letter.Id), CancellationToken.None);
            await delivery.SettleAsync(new HandlingOutcome.RetryAfter(TimeSpan.Zero), CancellationToken.None);
            break;
        }

        await foreach (var delivery in Reader().DrainAsync(CancellationToken.None))
            await delivery.SettleAsync(new HandlingOutcome.Quarantine("a reason"), CancellationToken.None);

        Assert.Single(await LettersAsync());
    }

    [Fact]
    public async Task Each_message_is_handed_out_once_over_a_killed_server_even_when_it_was_in_hand_or_its_acknowledgement_was_lost()
    {
        using var stop = new CancellationTokenSource();
        for (var i = 0; i < 3; i++)
            await PublishAsync($"before-{i}");
        var reader = Reader();
        await using var deliveries = reader.ReadAsync(stop.Token).GetAsyncEnumerator(stop.Token);

        var (settledInTime, settledWhileAway, inHand) = (await NextAsync(deliveries), await NextAsync(deliveries), await NextAsync(deliveries));
        await settledInTime.SettleAsync(HandlingOutcome.Handled, CancellationToken.None);
        _server.Server.Kill();
        await Eventually.Holds("the loss to be noticed", () => !_buyer.IsOpen);
        await settledWhileAway.SettleAsync(HandlingOutcome.Handled, CancellationToken.None);
        await _server.Server.RestartAsync();
        await PublishAsync("after");
        var next = await NextAsync(deliveries);
        await inHand.SettleAsync(HandlingOutcome.Handled, CancellationToken.None);
        await next.SettleAsync(HandlingOutcome.Handled, CancellationToken.None);

        Assert.Equal(["before-0", "before-1", "before-2", "after"], [settledInTime.Message.Id, settledWhileAway.Message.Id, inHand.Message.Id, next.Message.Id]);
        await stop.CancelAsync();
    }

    [Fact]
    public async Task A_dry_run_sees_the_same_messages_and_takes_none_of_them()
    {
        await PublishAsync("seen");
        await _scanner.PublishBytesAsync(Subject, "poison"u8.ToArray(), new Dictionary<string, string>(), PublishExpectation.None, CancellationToken.None);
        var viewer = new OrderedReader(await _server.ConnectAsync("viewer"));
        var range = new ReadRange { Subjects = ["signal.buy.>"] };
        var viewed = new ViewedDeliveries<BuySignal>(viewer.ReadAsync(Streams.Signals, range, CancellationToken.None), NullLogger<ViewedDeliveries<BuySignal>>.Instance);

        Assert.Equal(["seen"], await DrainAsync(viewed));

        Assert.Equal(2, await Reader().LagAsync(CancellationToken.None));
        Assert.Empty(await LettersAsync());
    }

    private static async Task<Delivery<BuySignal>> NextAsync(IAsyncEnumerator<Delivery<BuySignal>> deliveries)
    {
        Assert.True(await deliveries.MoveNextAsync().AsTask().InTime("the next delivery", TimeSpan.FromSeconds(20)));
        return deliveries.Current;
    }

    private static async Task<List<string>> DrainAsync(IDeliverySource<BuySignal> source)
    {
        var ids = new List<string>();
        await foreach (var delivery in source.DrainAsync(CancellationToken.None))
        {
            ids.Add(delivery.Message.Id);
            await delivery.SettleAsync(HandlingOutcome.Handled, CancellationToken.None);
        }

        return ids;
    }

    private static string Without(string field)
    {
        var json = JsonNode.Parse(ContractsJson.Write(Some.Signal()))!.AsObject();
        json.Remove(field);
        return json.ToJsonString();
    }

    private static string With(string field, JsonNode value)
    {
        var json = JsonNode.Parse(ContractsJson.Write(Some.Signal()))!.AsObject();
        json[field] = value;
        return json.ToJsonString();
    }

    private static DeadLetter LetterFor(RawMessage raw, string reason) => new()
    {
        Id = $"dlq-buyer-{raw.Stream}-{raw.Sequence}",
        CorrelationId = "odd",
        CausationId = "odd",
        VenueTime = raw.Time,
        MachineTime = raw.Time,
        Process = "buyer",
        Stream = raw.Stream,
        Sequence = raw.Sequence,
        Subject = raw.Subject,
        Reason = reason,
        Deliveries = 1,
        Data = raw.Data.ToArray(),
    };

    private DurableReader<BuySignal> Reader(ulong mostDeliveries = 10) => new(
        _buyer,
        MessagingServer.PublisherOn(_buyer),
        DurableReaderSettings.Buyer with { MostDeliveries = mostDeliveries },
        TimeProvider.System,
        NullLogger<DurableReader<BuySignal>>.Instance);

    private Task<PublishResult> PublishAsync(string id) => _scanner.PublishAsync(Subject, Some.Signal(id), PublishExpectation.Once(id), CancellationToken.None);

    private async Task<List<DeadLetter>> LettersAsync()
    {
        var letters = new List<DeadLetter>();
        await foreach (var raw in new OrderedReader(await _server.ConnectAsync("viewer")).ReadAsync(Streams.DeadLetters, new ReadRange(), CancellationToken.None))
            letters.Add(ContractsJson.Read<DeadLetter>(raw.Data.Span));
        return letters;
    }
}
