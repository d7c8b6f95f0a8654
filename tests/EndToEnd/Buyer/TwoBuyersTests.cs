using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Identity;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;
using Pipeline.Tests.TestKit.Buyer;

namespace Pipeline.Tests.EndToEnd.Buyer;

/// <summary>Two buyers on one account and one gate, with money for some of what is signalled.</summary>
public sealed class TwoBuyersTests
{
    private const decimal Cash = 21_000m;
    private const int Companies = 16;

    private static readonly BuyerSystemSettings Settings = new()
    {
        Simulator = ["--cash", Cash.ToString(CultureInfo.InvariantCulture)],
        Buyer = new Dictionary<string, string> { ["FixedNotional"] = "2000" },
    };

    [Fact]
    public async Task They_spend_no_dollar_twice_enter_no_symbol_twice_and_answer_every_signal_once()
    {
        await using var system = new BuyerSystem { Settings = Settings };
        await system.InitializeAsync();

        // Told apart by the revision of their settings, which every decision records.
        system.StartBuyer(home: 0, new Dictionary<string, string> { ["AccountInterval"] = "00:00:01" });
        system.StartBuyer(home: 1, new Dictionary<string, string> { ["AccountInterval"] = "00:00:02" });
        await BothReadyAsync(system).InTime("two ready buyers", TimeSpan.FromSeconds(30));
        var signals = await SignalsAsync(system);
        foreach (var signal in signals)
            await system.PublishAsync(signal);
        await Eventually.Holds("every signal to be settled", async () => await system.UnsettledAsync() == 0, TimeSpan.FromSeconds(30), () => system.Output);

        var intents = new List<EntryIntent>();
        foreach (var signal in signals)
        {
            if (await system.IntentAsync(signal) is { } intent)
                intents.Add(intent);
        }

        var refused = new List<PipelineEvent>();
        await Eventually.Holds("every refusal to be told", async () =>
        {
            refused = [.. (await system.EventsAsync()).Where(told => told.Type == "signal_refused")];
            return intents.Count + refused.Count >= signals.Count;
        });
        Assert.Equal(signals.Select(signal => signal.Id).Order(), intents.Select(intent => intent.SignalId).Concat(refused.Select(told => told.CorrelationId)).Order());
        Assert.Equal(intents.Count, intents.DistinctBy(intent => intent.Symbol).Count());
        Assert.InRange(intents.Sum(intent => intent.Reserved.Value), Cash / 2, Cash);
        foreach (var intent in intents)
        {
            Assert.Equal(AnswerOutcome.Accepted, (await system.LastAsync<OrderAnswer>(Subjects.Answer(Processes.Buyer, intent.Id)))!.Outcome);
            Assert.Single(await system.OrdersAsync(intent.Symbol));
        }

        Assert.Equal(2, intents.Select(intent => intent.Facts.ConfigurationRevision).Concat(refused.Select(RevisionOf)).Distinct().Count());
    }

    private static async Task BothReadyAsync(BuyerSystem system)
    {
        var ready = new HashSet<int>();
        var heartbeats = new CoreReader<Heartbeat>(system.Viewer, NullLogger<CoreReader<Heartbeat>>.Instance);
        await foreach (var (_, said) in heartbeats.ReadAsync(Subjects.Heartbeat(Processes.Buyer), CancellationToken.None))
        {
            if (said.State == ProcessHealth.Ready && ready.Add(said.Pid) && ready.Count == 2)
                return;
        }
    }

    /// <summary>Of each company two strategies tell at once.</summary>
    private static async Task<List<BuySignal>> SignalsAsync(BuyerSystem system)
    {
        var signals = new List<BuySignal>();
        foreach (var symbol in system.Symbols.Take(Companies))
        {
            var one = await system.SignalAsync(symbol);
            var id = SignalId.For("other", symbol, one.Bar.Start);
            signals.AddRange([one, one with { Strategy = "other", Id = id, CorrelationId = id }]);
        }

        return signals;
    }

    private static string RevisionOf(PipelineEvent refused) =>
        System.Text.Json.Nodes.JsonNode.Parse(refused.Facts["decidedOn"])!["configurationRevision"]!.GetValue<string>();
}
