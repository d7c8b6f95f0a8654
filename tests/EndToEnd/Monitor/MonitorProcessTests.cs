using Pipeline.Contracts;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.Monitor;

public sealed class MonitorProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Killed_in_mid_position_it_comes_back_with_the_venue_s_quantities()
    {
        await using var bench = await MonitorBench.StartAsync();
        var symbols = await bench.SymbolsAsync();
        var (kept, closed, bought) = (symbols[0], symbols[1], symbols[2]);
        var monitor = bench.Run();
        await SessionStored(bench);
        var keptTrade = await bench.EnterAsync(kept, 10);
        await bench.EnterAsync(closed, 5);
        await Held(bench, kept, 10);
        await Held(bench, closed, 5);
        var before = await Wanted(bench, kept, wanted => wanted is { Want: WantedState.Protect, EntryEnded: true });

        ProcessSignal.Kill(monitor.Id);
        await monitor.WaitForExitAsync();
        await bench.CloseByHandAsync(closed);
        var boughtTrade = await bench.EnterAsync(bought, 7);
        await Eventually.Holds("the entry to execute", async () => await bench.HeldAsync(bought) == 7, Patience);
        bench.Run();

        var found = await Held(bench, bought, 7);
        Assert.Equal(boughtTrade, found.TradeId);
        var gone = await Held(bench, closed, 0);
        Assert.Equal(ExitReason.ClosedExternally, gone.ExitReason);
        var stays = await Held(bench, kept, 10);
        Assert.Equal(keptTrade, stays.TradeId);
        Assert.True(stays.Epoch >= before.Epoch);
        Assert.Equal(10, await bench.HeldAsync(kept));
        await Wanted(bench, closed, wanted => wanted is { Want: WantedState.Exit, Quantity.IsZero: true });
        await Wanted(bench, bought, wanted => wanted is { Want: WantedState.Protect, Quantity.Value: 7, EntryEnded: true });
    }

    [Fact]
    public async Task Run_once_it_adopts_what_it_finds_wants_it_protected_and_stops()
    {
        await using var bench = await MonitorBench.StartAsync();
        var symbol = (await bench.SymbolsAsync())[0];
        await bench.TradeByHandAsync(symbol, "buy", 3);
        await Eventually.Holds("the buy to execute", async () => await bench.HeldAsync(symbol) == 3, Patience);

        var monitor = bench.Run("--once");
        var complaint = await monitor.StandardError.ReadToEndAsync().InTime("the monitor to stop by itself", Patience);
        await monitor.WaitForExitAsync();

        Assert.True(monitor.ExitCode == 0, complaint);
        var position = await Held(bench, symbol, 3);
        Assert.Equal(AdjustmentKind.Adopted, Assert.Single(position.Adjustments).Kind);
        await Wanted(bench, symbol, wanted => wanted is { Want: WantedState.Protect, Quantity.Value: 3, StopPrice: not null });
    }

    [Fact]
    public async Task A_dry_run_tells_and_publishes_nothing()
    {
        await using var bench = await MonitorBench.StartAsync();
        var symbol = (await bench.SymbolsAsync())[0];
        await bench.TradeByHandAsync(symbol, "buy", 3);
        await Eventually.Holds("the buy to execute", async () => await bench.HeldAsync(symbol) == 3, Patience);

        var monitor = bench.Run("--once", "--dry-run");
        var told = await monitor.StandardOutput.ReadToEndAsync().InTime("the monitor to stop by itself", Patience);

        Assert.Contains($"\"subject\":\"signal.sell.{symbol.Token}\"", told, StringComparison.Ordinal);
        Assert.Equal(0UL, await bench.Stored.LastSequenceOfAsync(Streams.Ledger, CancellationToken.None));
        Assert.Equal(0UL, await bench.Stored.LastSequenceOfAsync(Streams.Signals, CancellationToken.None));
    }

    private static Task<Session> SessionStored(MonitorBench bench) =>
        Eventually.Value("the session", () => bench.LastAsync<Session>(Streams.Ledger, Subjects.Session(new DateOnly(2026, 11, 23))), Patience);

    private static Task<Position> Held(MonitorBench bench, Symbol symbol, decimal quantity) => Eventually.Value(
        $"{quantity} {symbol} in the book",
        async () => await bench.PositionAsync(symbol) is { } position && position.Quantity.Value == quantity ? position : null,
        Patience);

    private static Task<SellSignal> Wanted(MonitorBench bench, Symbol symbol, Func<SellSignal, bool> isRight) => Eventually.Value(
        $"the wanted state of {symbol}", async () => await bench.WantedAsync(symbol) is { } wanted && isRight(wanted) ? wanted : null, Patience);
}
