using System.Text;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Signals;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.Monitor;

/// <summary>Books that are damaged, gone, or changed by others.</summary>
public sealed class MonitorBookTests
{
    [Fact]
    public async Task What_others_buy_is_protected_and_what_they_sell_is_closed_as_soon_as_the_stream_tells()
    {
        await using var bench = await MonitorBench.StartAsync();
        var symbol = (await bench.SymbolsAsync())[0];
        bench.Run(new Dictionary<string, string> { ["PIPELINE__Monitor__ReconcileSeconds"] = "3600" });
        await bench.SessionAsync();
        await bench.ToldAsync("reconcile_finished", told => told.Reason == "connected");

        await bench.TradeByHandAsync(symbol, "buy", 3);
        var held = await bench.HeldAsync(symbol, 3);
        Assert.Empty(held.Adjustments);
        await bench.WantedAsync(symbol, wanted => wanted is { Want: WantedState.Protect, Quantity.Value: 3, StopPrice: not null, TakeProfitPrice: not null });
        Assert.Equal("foreign_order", (await bench.ToldAsync("external_change")).Reason);

        await bench.TradeByHandAsync(symbol, "sell", 3);
        var gone = await bench.HeldAsync(symbol, 0);
        Assert.Equal((ExitReason.ClosedExternally, 0), (gone.ExitReason, gone.Adjustments.Count));
        Assert.NotNull(gone.AverageExitPrice);
    }

    [Fact]
    public async Task A_position_that_cannot_be_read_is_put_aside_and_rebuilt_above_every_epoch_that_was_said()
    {
        await using var bench = await MonitorBench.StartAsync();
        var symbol = (await bench.SymbolsAsync())[0];
        var monitor = bench.Run();
        await bench.SessionAsync();
        var trade = await bench.EnterAsync(symbol, 10);
        await bench.HeldAsync(symbol, 10);
        var said = await bench.WantedAsync(symbol, wanted => wanted is { Want: WantedState.Protect, EntryEnded: true });
        ProcessSignal.Kill(monitor.Id);
        await monitor.WaitForExitAsync();
        await bench.Publisher.PublishBytesAsync(
            Subjects.Position("demo", symbol), Encoding.UTF8.GetBytes("{ damaged"), new Dictionary<string, string>(), PublishExpectation.None, CancellationToken.None);

        bench.Run();

        Assert.Equal(EventSeverity.Critical, (await bench.ToldAsync("reconcile_mismatch", told => told.Reason == "book_unreadable")).Severity);
        var rebuilt = await bench.HeldAsync(symbol, 10);
        Assert.Equal(trade, rebuilt.TradeId);
        Assert.Empty(rebuilt.Adjustments);
        Assert.Equal(rebuilt.BoughtQuantity, rebuilt.Quantity);
        await bench.WantedAsync(symbol, wanted => wanted is { Want: WantedState.Protect, Quantity.Value: 10, StopPrice: not null } && wanted.Epoch > said.Epoch);
        var letter = await Eventually.Value("the dead letter", () => bench.LastAsync<DeadLetter>(Streams.DeadLetters, Subjects.DeadLetter("monitor")), MonitorWaits.Patience);
        Assert.Equal(Subjects.Position("demo", symbol), letter.Subject);
    }

    [Fact]
    public async Task A_stop_that_others_cancel_is_wanted_anew_at_once_and_alarmed_while_it_stays_away()
    {
        await using var bench = await MonitorBench.StartAsync();
        var symbol = (await bench.SymbolsAsync())[0];
        bench.Run();
        await bench.SessionAsync();
        await bench.EnterAsync(symbol, 10);
        await bench.ToldAsync("protection_verified");
        var said = await bench.WantedAsync(symbol, wanted => wanted is { Want: WantedState.Protect, EntryEnded: true });

        (await bench.Venue.DeleteAsync(new Uri("v2/orders", UriKind.Relative))).EnsureSuccessStatusCode();

        var again = await bench.WantedAsync(symbol, wanted => wanted.Epoch > said.Epoch);
        Assert.Equal((WantedState.Protect, 10m), (again.Want, again.Quantity.Value));
        await bench.ToldAsync("protection_missing", told => told is { Severity: EventSeverity.Critical, Reason: "not_covered" });
        Assert.Equal("unprotected", (await bench.ToldAsync("condition_raised")).Reason);
        var first = (await bench.RecordAsync(Streams.Events)).First(line => line.Contains("protection_missing", StringComparison.Ordinal));
        Assert.Contains("stop_canceled", first, StringComparison.Ordinal);
    }
}
