using System.Text.Json.Nodes;
using Pipeline.Tests.EndToEnd.WholeSystem;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.State;

/// <summary>A malformed message on every subject that a stage reads, written by the one who may.</summary>
[Collection(WholeSystemCollection.Name)]
public sealed class PoisonTests
{
    private const string Torn = """{"id":"torn","symbol":"PO""";
    private const string FromTheFuture = """{"schemaVersion":99,"id":"future"}""";

    private static readonly (string Writer, string Subject)[] Books =
    [
        ("buyer", "entry.demo.poison"), ("buyer", "order.answer.buyer.poison"), ("seller", "order.intent.seller.poison"), ("seller", "order.answer.seller.poison"),
        ("monitor", "order.venue.poison"), ("monitor", "session.2020-01-02"), ("seller", "trade.demo.POISON"), ("seller", "cooldown.POISON"), ("monitor", "position.demo.POISON"),
    ];

    private static readonly (string Writer, string Subject)[] Flows = [("scanner", "market.bar.POISON"), ("scanner", "market.quote.POISON"), ("monitor", "signal.sell.POISON"), ("scanner", "signal.buy.momentum.POISON")];

    [Fact]
    public async Task Poison_on_every_subject_blocks_nobody_is_quarantined_with_its_reason_and_a_book_with_a_hole_is_not_entered_on()
    {
        await using var pipeline = new PipelineUnderTest();
        (await pipeline.RunAsync("start", "--detach", "--fresh", "--speed", "60", "--seed", "3")).EndedWith(0);
        var before = await pipeline.StatusAsync();
        using var client = await pipeline.VenueAsync();
        var venue = new VenueAccount(pipeline, client);
        await Eventually.Holds("a first position", async () => (await venue.PositionsAsync()).Count > 0, PipelineUnderTest.Patience);

        await StoreAsync(pipeline, Flows);
        await LettersAsync(pipeline, "dlq.buyer", "signal.buy.momentum.POISON");
        await LettersAsync(pipeline, "dlq.seller", "signal.sell.POISON");
        var bought = await venue.BuysAsync();
        await Eventually.Holds("an entry behind the poison", async () => await venue.BuysAsync() > bought, PipelineUnderTest.Patience);

        await StoreAsync(pipeline, Books);
        await LettersAsync(pipeline, "dlq.monitor", "entry.demo.poison", "order.intent.seller.poison", "order.venue.poison", "trade.demo.POISON");
        await Eventually.Holds(
            "the buyer to say which book it cannot read",
            () => PipelineUnderTest.Line(pipeline.StatusFile(), "buyer") is { } buyer && Text(buyer, "state") == "unhealthy" && Text(buyer, "detail").Contains("poison", StringComparison.OrdinalIgnoreCase),
            PipelineUnderTest.Patience,
            () => pipeline.StatusFile()?.ToJsonString() ?? "no status");
        await venue.IsCoveredAsync();
        await venue.ClockAsync("pause");
        await venue.AgreesAsync();
        Assert.Contains("position.demo.POISON", (await pipeline.RunAsync("positions")).EndedWith(1).Error, StringComparison.Ordinal);
        Assert.Contains("trade.demo.POISON", (await pipeline.RunAsync("trades")).EndedWith(1).Error, StringComparison.Ordinal);
        await FedAgainAsync(pipeline);
        foreach (var stage in (string[])["scanner", "monitor", "seller"])
            Assert.True(PipelineUnderTest.IsReady(pipeline.StatusFile(), stage), pipeline.StatusFile()!.ToJsonString());
        foreach (var process in (string[])["scanner", "buyer", "monitor", "seller"])
            Assert.Equal(PipelineUnderTest.Pid(before, process), PipelineUnderTest.Pid(pipeline.StatusFile()!, process));
    }

    /// <summary>Signals go back to their streams, once; what belongs to a book stays where it is.</summary>
    private static async Task FedAgainAsync(PipelineUnderTest pipeline)
    {
        var fed = (await pipeline.RunAsync("replay", "DEADLETTER", "--to", "origin")).EndedWith(0).Output;
        Assert.Contains("is back on signal.buy.momentum.POISON", fed, StringComparison.Ordinal);
        Assert.Contains("is back on signal.sell.POISON", fed, StringComparison.Ordinal);
        Assert.Contains("stays: entry.demo.poison", fed, StringComparison.Ordinal);
        Assert.Contains("was retried before", (await pipeline.RunAsync("replay", "DEADLETTER", "--subject", "dlq.buyer", "--to", "origin")).EndedWith(0).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("is back on", (await pipeline.RunAsync("replay", "DEADLETTER", "--subject", "dlq.monitor", "--to", "origin")).EndedWith(0).Output, StringComparison.Ordinal);
    }

    private static async Task StoreAsync(PipelineUnderTest pipeline, (string Writer, string Subject)[] messages)
    {
        foreach (var same in messages.GroupBy(message => message.Writer))
        {
            await using var writer = await SpokenByHand.AsAsync(pipeline, same.Key);
            foreach (var (_, subject) in same)
                await writer.StoreAsync(subject, subject.StartsWith("signal.sell", StringComparison.Ordinal) ? FromTheFuture : Torn);
        }
    }

    private static async Task LettersAsync(PipelineUnderTest pipeline, string letters, params string[] subjects)
    {
        IReadOnlyList<JsonNode> told = [];
        await Eventually.Holds(
            $"dead letters of {string.Join(", ", subjects)}",
            async () =>
            {
                told = [.. (await pipeline.ReplayAsync("DEADLETTER", letters)).Select(letter => letter["data"]!)];
                return subjects.All(subject => told.Count(letter => Text(letter, "subject") == subject && Text(letter, "reason").Length > 0) == 1);
            },
            PipelineUnderTest.Patience,
            () => string.Join(", ", told.Select(letter => Text(letter, "subject"))));
    }

    private static string Text(JsonNode node, string name) => node[name]?.GetValue<string>() ?? "";
}
