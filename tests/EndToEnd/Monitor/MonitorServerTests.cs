using Pipeline.Contracts;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.Monitor;

/// <summary>The monitor while its nats-server is away, and beside another of its kind.</summary>
public sealed class MonitorServerTests
{
    [Fact]
    public async Task What_is_executed_while_nats_server_is_dead_is_folded_once_when_it_is_back()
    {
        await using var bench = await MonitorBench.StartAsync(partialFills: "1");
        var symbols = await bench.SymbolsAsync();
        var (kept, sold) = (symbols[0], symbols[1]);
        var monitor = bench.Run();
        await bench.SessionAsync();
        await bench.EnterAsync(kept, 30);
        await bench.EnterAsync(sold, 10);
        await bench.HeldAsync(sold, 10);

        bench.Nats.Kill();
        await bench.CloseByHandAsync(sold);
        await bench.TradeByHandAsync(symbols[2], "buy", 4);
        await Eventually.Holds("the buys to execute", async () => await bench.HeldAsync(symbols[2]) == 4 && await bench.HeldAsync(kept) == 30, MonitorWaits.Patience);
        await bench.Nats.RestartAsync();

        var held = await bench.HeldAsync(kept, 30);
        Assert.Equal((30m, 0), (held.BoughtQuantity.Value, held.Adjustments.Count));
        var gone = await bench.HeldAsync(sold, 0);
        Assert.Equal((10m, 10m, 0), (gone.BoughtQuantity.Value, gone.SoldQuantity.Value, gone.Adjustments.Count));
        await bench.HeldAsync(symbols[2], 4);
        await bench.WantedAsync(symbols[2], wanted => wanted is { Want: WantedState.Protect, Quantity.Value: 4, StopPrice: not null });
        Assert.False(monitor.HasExited);
        Assert.Equal(30, await ToldOnceAsync(bench, kept));
    }

    [Fact]
    public async Task A_second_monitor_on_the_account_gives_way_and_nothing_is_overwritten()
    {
        await using var bench = await MonitorBench.StartAsync();
        var symbol = (await bench.SymbolsAsync())[0];
        var first = bench.Run();
        await bench.SessionAsync();
        var trade = await bench.EnterAsync(symbol, 10);
        await bench.HeldAsync(symbol, 10);
        using var home = await bench.SecondHomeAsync();

        var second = bench.Run(new Dictionary<string, string> { ["PIPELINE_HOME"] = home.Directory });
        var complaint = await second.StandardError.ReadToEndAsync().InTime("the second monitor to give way", MonitorWaits.Patience);
        await second.WaitForExitAsync();

        Assert.Equal(5, second.ExitCode);
        Assert.Contains($"pid {first.Id}", complaint, StringComparison.Ordinal);
        Assert.False(first.HasExited);
        Assert.Equal((trade, 10m, 0), await bench.HeldAsync(symbol, 10) is var position ? (position.TradeId, position.BoughtQuantity.Value, position.Adjustments.Count) : default);
        await bench.CloseByHandAsync(symbol);
        await bench.HeldAsync(symbol, 0);
    }

    // Every execution of the symbol's buys as it was stored: each cumulative quantity once.
    private static async Task<decimal> ToldOnceAsync(MonitorBench bench, Symbol symbol)
    {
        var lines = await bench.RecordAsync(Streams.Orders);
        List<Execution> executions = [];
        await foreach (var line in RecordedLines.ReadAsync(new StringReader(string.Join('\n', lines)), CancellationToken.None))
        {
            if (MessageReading.TryRead<OrderUpdate>(line.Data.Span, out var update, out _) && update.Execution is { Side: OrderSide.Buy } execution && execution.Symbol == symbol)
                executions.Add(execution);
        }

        Assert.Distinct(executions.Select(one => (one.VenueOrderId, one.CumulativeQuantity)));
        var position = await bench.LastAsync<Position>(Streams.Ledger, Subjects.Position("demo", symbol));
        return position!.Orders.Where(order => order.Side == OrderSide.Buy).Sum(order => order.CumulativeQuantity.Value);
    }
}
