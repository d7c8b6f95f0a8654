using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Contracts;
using Pipeline.Contracts.Identity;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Messaging;

namespace Pipeline.Tests.EndToEnd.Monitor;

/// <summary>Entries beside a monitor that runs alone.</summary>
internal static class MonitorEntries
{
    /// <summary>What the buyer does: the intent, then one order at a price that executes at once, a bracket where it can be one. Returns the trade's id.</summary>
    /// <param name="room">How far off stop and take-profit are, as a fraction of the ask.</param>
    public static async Task<string> EnterAsync(this MonitorBench bench, Symbol symbol, decimal quantity, decimal room = 0.1m)
    {
        // With little room the market may have moved beyond a leg before the order is there.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await EnterAsync(bench, symbol, quantity, room, attempt);
            }
            catch (InvalidOperationException) when (attempt < 5)
            {
            }
        }
    }

    private static async Task<string> EnterAsync(MonitorBench bench, Symbol symbol, decimal quantity, decimal room, int attempt)
    {
        var ask = await bench.AskAsync(symbol);
        var (limit, stop, profit) = (
            new Price(ask * 1.005m).CeiledToTick(), new Price(ask * (1 - room)).FlooredToTick(), new Price(ask * (1.006m + room)).CeiledToTick());
        var signal = $"test-{symbol.Token}-{attempt}";
        var id = ClientOrderId.Digest("demo", signal);
        var client = ClientOrderId.For("demo", signal, "entry", 0);
        var now = TimeProvider.System.GetUtcNow();
        var intent = new EntryIntent
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
            Quantity = new Shares(quantity),
            LimitPrice = limit,
            StopPrice = stop,
            TakeProfitPrice = profit,
            Reserved = limit * new Shares(quantity),
            ClientOrderId = client,
            OrderBody = "{}",
            SendBefore = now.AddMinutes(1),
            Nonce = "n",
            Facts = new DecisionFacts { Now = now, ConfigurationRevision = "test", Folded = new Dictionary<string, ulong>() },
        };
        await bench.Publisher.PublishAsync(Subjects.Entry("demo", id), intent, PublishExpectation.After(0), CancellationToken.None);
        var order = new JsonObject
        {
            ["symbol"] = symbol.Name,
            ["qty"] = quantity.ToString(CultureInfo.InvariantCulture),
            ["side"] = "buy",
            ["type"] = "limit",
            ["time_in_force"] = intent.Quantity.IsWhole ? "gtc" : "day",
            ["limit_price"] = limit.ToString(),
            ["client_order_id"] = client,
        };
        if (intent.Quantity.IsWhole)
        {
            order["order_class"] = "bracket";
            order["take_profit"] = new JsonObject { ["limit_price"] = profit.ToString() };
            order["stop_loss"] = new JsonObject { ["stop_price"] = stop.ToString() };
        }

        await bench.OrderAsync(order);
        return id;
    }
}
