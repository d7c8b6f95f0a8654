using Pipeline.Contracts;
using Pipeline.Contracts.Identity;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Tests.Faults.Running;

namespace Pipeline.Tests.Faults.Scenarios;

/// <summary>The intent of another buyer, which gave it up before sending.</summary>
public static class ForeignIntent
{
    public static async Task StoreAsync(RunningPipeline system)
    {
        ArgumentNullException.ThrowIfNull(system);
        var (symbol, now, price) = (new Symbol(system.NextSymbol()), TimeProvider.System.GetUtcNow(), new Price(10));
        var signal = $"other-{symbol.Token}";
        var id = ClientOrderId.Digest("demo", signal);
        await system.Messages.PublishAsync(Processes.Buyer, Subjects.Entry("demo", id), new EntryIntent
        {
            Id = id,
            CorrelationId = signal,
            CausationId = signal,
            VenueTime = now,
            MachineTime = now,
            Account = "demo",
            SignalId = signal,
            Strategy = "momentum",
            Symbol = symbol,
            Quantity = new Shares(1),
            LimitPrice = price,
            StopPrice = price,
            TakeProfitPrice = price,
            Reserved = price * new Shares(1),
            ClientOrderId = ClientOrderId.For("demo", signal, "entry", 0),
            OrderBody = "{}",
            SendBefore = now,
            Nonce = "another",
            Facts = new DecisionFacts { Now = now, ConfigurationRevision = "test", Folded = new Dictionary<string, ulong>() },
        });
        await system.Messages.PublishAsync(Processes.Buyer, Subjects.Answer(Processes.Buyer, id), new OrderAnswer
        {
            Id = $"{id}-abandoned",
            CorrelationId = signal,
            CausationId = id,
            VenueTime = now,
            MachineTime = now,
            Account = "demo",
            Owner = Processes.Buyer,
            Symbol = symbol,
            IntentId = id,
            Action = OrderAction.Place,
            Outcome = AnswerOutcome.Abandoned,
            Text = "never sent",
        });
    }
}
