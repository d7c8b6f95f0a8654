using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.Monitor;

public sealed class MonitorProcessTests
{
    private static readonly TimeSpan Patience = MonitorWaits.Patience;

    [Fact]
    public async Task Killed_in_mid_position_it_comes_back_with_the_venue_s_quantities()
    {
        await using var bench = await MonitorBench.StartAsync();
        var symbols = await bench.SymbolsAsync();
        var (kept, closed, bought) = (symbols[0], symbols[1], symbols[2]);
        var monitor = bench.Run();
        await bench.SessionAsync();
        var keptTrade = await bench.EnterAsync(kept, 10);
        await bench.EnterAsync(closed, 5);
        await bench.HeldAsync(kept, 10);
        await bench.HeldAsync(closed, 5);
        var before = await bench.WantedAsync(kept, wanted => wanted is { Want: WantedState.Protect, EntryEnded: true });

        ProcessSignal.Kill(monitor.Id);
        await monitor.WaitForExitAsync();
        await bench.CloseByHandAsync(closed);
        var boughtTrade = await bench.EnterAsync(bought, 7);
        await Eventually.Holds("the entry to execute", async () => await bench.HeldAsync(bought) == 7, Patience);
        bench.Run();

        var found = await bench.HeldAsync(bought, 7);
        Assert.Equal(boughtTrade, found.TradeId);
        var gone = await bench.HeldAsync(closed, 0);
        Assert.Equal(ExitReason.ClosedExternally, gone.ExitReason);
        var stays = await bench.HeldAsync(kept, 10);
        Assert.Equal(keptTrade, stays.TradeId);
        Assert.True(stays.Epoch >= before.Epoch);
        Assert.Equal(10, await bench.HeldAsync(kept));
        await bench.WantedAsync(closed, wanted => wanted is { Want: WantedState.Exit, Quantity.IsZero: true });
        await bench.WantedAsync(bought, wanted => wanted is { Want: WantedState.Protect, Quantity.Value: 7, EntryEnded: true });
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
        var position = await bench.HeldAsync(symbol, 3);
        Assert.Empty(position.Adjustments);
        Assert.Equal(("adopted", 3m), (position.Strategy, position.BoughtQuantity.Value));
        await bench.WantedAsync(symbol, wanted => wanted is { Want: WantedState.Protect, Quantity.Value: 3, StopPrice: not null });
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

    [Fact]
    public async Task A_leg_that_fills_closes_the_position_with_its_own_reason()
    {
        await using var bench = await MonitorBench.StartAsync();
        var symbol = (await bench.SymbolsAsync())[0];
        bench.Run();
        await bench.SessionAsync();
        var trade = await bench.EnterAsync(symbol, 10, room: 0.0015m);

        var closed = await Eventually.Value(
            "the position to close", async () => await bench.PositionAsync(symbol) is { ClosedAt: not null } position ? position : null, TimeSpan.FromSeconds(60));

        Assert.Equal(trade, closed.TradeId);
        Assert.Contains(closed.ExitReason, new ExitReason?[] { ExitReason.TakeProfit, ExitReason.VenueStop });
        Assert.Empty(closed.Adjustments);
        await bench.WantedAsync(symbol, wanted => wanted is { Want: WantedState.Exit, Quantity.IsZero: true } && wanted.Reason == closed.ExitReason);
        var reasons = (await bench.ToldAsync<SellSignal>(Streams.Signals, Subjects.Sell(symbol))).Select(signal => signal.Reason).Distinct();
        Assert.Equal([null, closed.ExitReason], reasons);
    }

    [Fact]
    public async Task The_legs_of_a_bracket_verify_its_protection_and_flatten_wants_it_left()
    {
        await using var bench = await MonitorBench.StartAsync();
        var symbol = (await bench.SymbolsAsync())[0];
        bench.Run();
        await bench.SessionAsync();
        await bench.EnterAsync(symbol, 10);
        var opened = await bench.HeldAsync(symbol, 10);
        await Eventually.Value("the protection to be verified", () => bench.LastAsync<PipelineEvent>(Streams.Events, Subjects.Event("monitor", "protection_verified")), Patience);
        Assert.Null(await bench.LastAsync<PipelineEvent>(Streams.Events, Subjects.Event("monitor", "protection_missing")));
        var now = TimeProvider.System.GetUtcNow();

        await bench.Publisher.PublishAsync(
            Subjects.Flatten(null),
            new FlattenControl { Id = "flatten-1", CorrelationId = "flatten-1", CausationId = "flatten-1", VenueTime = opened.VenueTime.AddHours(1), MachineTime = now, Reason = "test" },
            PublishExpectation.None,
            CancellationToken.None);

        var wanted = await bench.WantedAsync(symbol, wanted => wanted.Want == WantedState.Exit);
        Assert.Equal((ExitReason.ForceExit, 10m), (wanted.Reason, wanted.Quantity.Value));
        Assert.NotNull(wanted.Deadline);
    }

    [Fact]
    public async Task Partial_fills_and_a_cut_stream_leave_nothing_out_and_a_recording_decides_the_same_again()
    {
        await using var bench = await MonitorBench.StartAsync(partialFills: "1");
        var symbols = (await bench.SymbolsAsync()).Take(3).ToArray();
        bench.Run();
        await bench.SessionAsync();
        foreach (var symbol in symbols)
        {
            await bench.EnterAsync(symbol, 30);
            await bench.CutStreamsAsync();
        }

        foreach (var symbol in symbols)
        {
            var whole = await bench.WantedAsync(symbol, wanted => wanted is { Want: WantedState.Protect, EntryEnded: true, Quantity.Value: 30 });
            var position = await bench.HeldAsync(symbol, 30);
            Assert.Equal(position.Epoch, whole.Epoch);
            Assert.Empty(position.Adjustments);

            // What a reading has told first the stream may tell again: the record of its end need not be the last.
            var subject = Subjects.VenueOrder(whole.EntryVenueOrderId!);
            await Eventually.Holds($"the end of {symbol}'s entry on ORDERS", async () => (await bench.ToldAsync<OrderUpdate>(Streams.Orders, subject)).Any(told => told.Order.IsTerminal), Patience);
        }

        var lines = await bench.RecordAsync(Streams.Entries, Streams.Orders);
        var again = bench.Run("--input", "-");
        foreach (var line in lines)
            await again.StandardInput.WriteLineAsync(line);
        again.StandardInput.Close();
        var told = await again.StandardOutput.ReadToEndAsync().InTime("the recording to end", Patience);
        foreach (var symbol in symbols)
        {
            var decided = told.Split('\n').LastOrDefault(line => line.Contains($"\"subject\":\"{Subjects.Sell(symbol)}\"", StringComparison.Ordinal));
            Assert.True(decided is not null, $"nothing about {symbol} was decided on\n{string.Join('\n', lines)}\nbut\n{told}");
            Assert.True(
                decided.Contains("\"quantity\":\"30\"", StringComparison.Ordinal) && decided.Contains("\"entryEnded\":true", StringComparison.Ordinal),
                $"on {symbol} the last word was\n{decided}\nafter\n{string.Join('\n', lines)}\nof\n{told}");
        }
    }

    [Fact]
    public async Task Without_the_account_stream_it_folds_executions_by_request_and_says_that_it_polls()
    {
        await using var bench = await MonitorBench.StartAsync();
        var symbol = (await bench.SymbolsAsync())[0];
        var port = FreePort.Next();
        await using var stream = new TcpRelay(port, bench.VenueUrl);
        bench.Run(new Dictionary<string, string>
        {
            ["PIPELINE__Venue__TradingStreamUrl"] = $"ws://127.0.0.1:{port}/stream",
            ["PIPELINE__Monitor__StreamPatienceSeconds"] = "1",
            ["PIPELINE__Monitor__PollSeconds"] = "1",
            ["PIPELINE__Monitor__ReconcileSeconds"] = "5",
        });
        await bench.SessionAsync();
        var polling = await Eventually.Value(
            "the word that it polls", () => bench.LastAsync<PipelineEvent>(Streams.Events, Subjects.Event("monitor", "stream_polling")), Patience);
        Assert.Contains("polling", polling.Text, StringComparison.Ordinal);

        var trade = await bench.EnterAsync(symbol, 10);
        var position = await bench.HeldAsync(symbol, 10);
        Assert.Equal(trade, position.TradeId);
        Assert.Empty(position.Adjustments);
        await bench.WantedAsync(symbol, wanted => wanted is { Want: WantedState.Protect, EntryEnded: true, Quantity.Value: 10 });
        await bench.CloseByHandAsync(symbol);
        await bench.HeldAsync(symbol, 0);
        Assert.Null(await bench.LastAsync<PipelineEvent>(Streams.Events, Subjects.Event("monitor", "stream_back")));
        stream.Open();
        await Eventually.Value("the word that the stream is back", () => bench.LastAsync<PipelineEvent>(Streams.Events, Subjects.Event("monitor", "stream_back")), Patience);
    }

    [Fact]
    public async Task A_stream_that_answers_pings_and_tells_nothing_is_found_out_by_what_is_read_and_renewed()
    {
        await using var bench = await MonitorBench.StartAsync();
        var symbol = (await bench.SymbolsAsync())[0];
        bench.Run(new Dictionary<string, string> { ["PIPELINE__Monitor__ReconcileSeconds"] = "5" });
        await bench.SessionAsync();
        await Eventually.Value("the stream", () => bench.LastAsync<PipelineEvent>(Streams.Events, Subjects.Event("monitor", "stream_back")), Patience);
        await bench.FaultAsync("""{"kind":"stream-silent","stream":"/stream","for_machine":600}""");

        await bench.EnterAsync(symbol, 10);
        await bench.HeldAsync(symbol, 10);
        var lost = await Eventually.Value("the renewal", () => bench.LastAsync<PipelineEvent>(Streams.Events, Subjects.Event("monitor", "stream_lost")), Patience);
        Assert.Contains("never told", lost.Text, StringComparison.Ordinal);
    }

}
