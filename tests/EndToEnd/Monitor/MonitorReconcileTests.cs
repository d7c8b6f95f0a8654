using System.Text.Json.Nodes;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Identity;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Messaging;

namespace Pipeline.Tests.EndToEnd.Monitor;

/// <summary>What differs between book and venue, and what the monitor makes of it.</summary>
public sealed class MonitorReconcileTests
{
    private static readonly Dictionary<string, string> Seldom = new() { ["PIPELINE__Monitor__ReconcileSeconds"] = "3600" };
    private static readonly Dictionary<string, string> Often = new() { ["PIPELINE__Monitor__ReconcileSeconds"] = "5" };

    [Fact]
    public async Task The_verb_tells_what_differs_in_a_dry_run_and_mends_it_in_a_real_one()
    {
        await using var bench = await MonitorBench.StartAsync();
        var symbol = (await bench.SymbolsAsync())[0];
        bench.Run(Seldom);
        await bench.SessionAsync();
        await bench.ToldAsync("reconcile_finished", told => told.Reason == "connected");
        await bench.FaultAsync("""{"kind":"stream-silent","stream":"/stream","for_machine":600}""");
        await bench.TradeByHandAsync(symbol, "buy", 3);

        var (told, lines) = await bench.VerbAsync("reconcile", "--dry-run", "--json");
        Assert.Equal((4, "finding", "missing", symbol.Name, "3"), (told, (string?)lines[0]["type"], (string?)lines[0]["kind"], (string?)lines[0]["symbol"], (string?)lines[0]["venue"]));
        Assert.Equal(("summary", 1, true), ((string?)lines[^1]["type"], (int)lines[^1]["standing"]!, (bool)lines[^1]["dryRun"]!));
        Assert.Null(await bench.PositionAsync(symbol));

        (var mended, lines) = await bench.VerbAsync("reconcile", "--json");
        Assert.Equal((0, 1, 0), (mended, (int)lines[^1]["mended"]!, (int)lines[^1]["standing"]!));
        var adopted = await bench.HeldAsync(symbol, 3);
        Assert.Equal(await PaidAsync(bench, symbol), adopted.AverageEntryPrice);
        await bench.WantedAsync(symbol, wanted => wanted is { Want: WantedState.Protect, Quantity.Value: 3, StopPrice: not null });

        // Nobody sells here, so nobody has placed the stop: what stands is told again to whoever asks.
        (var stands, lines) = await bench.VerbAsync("reconcile", "--json");
        Assert.Equal((4, "position_without_stop"), (stands, (string?)lines[0]["kind"]));
    }

    [Theory]
    [InlineData(10.5)]
    [InlineData(10)]
    public async Task What_fills_while_the_stream_is_silent_is_found_long_before_the_next_comparison(double shares)
    {
        var quantity = (decimal)shares;
        await using var bench = await MonitorBench.StartAsync();
        var symbol = (await bench.SymbolsAsync())[0];
        bench.Run(Seldom);
        await bench.SessionAsync();
        await bench.ToldAsync("reconcile_finished", told => told.Reason == "connected");
        await bench.FaultAsync("""{"kind":"stream-silent","stream":"/stream","for_machine":600}""");

        await bench.EnterAsync(symbol, quantity);

        await bench.HeldAsync(symbol, quantity);
        await bench.WantedAsync(symbol, wanted => wanted is { Want: WantedState.Protect, StopPrice: not null } && wanted.Quantity.Value == quantity);
    }

    [Fact]
    public async Task A_stop_without_a_position_is_wanted_gone_again()
    {
        await using var bench = await MonitorBench.StartAsync();
        var symbol = (await bench.SymbolsAsync())[0];
        bench.Run(Often);
        await bench.SessionAsync();
        var trade = await bench.EnterAsync(symbol, 10);
        await bench.HeldAsync(symbol, 10);
        await bench.CloseByHandAsync(symbol);
        await bench.HeldAsync(symbol, 0);
        var closed = await bench.WantedAsync(symbol, wanted => wanted is { Want: WantedState.Exit, Quantity.IsZero: true });

        await StrayStopAsync(bench, symbol, trade);

        var orphan = await bench.ToldAsync("orphan_found");
        Assert.Equal("stop_without_position", orphan.Reason);
        var again = await bench.WantedAsync(symbol, wanted => wanted.Epoch > closed.Epoch);
        Assert.Equal((WantedState.Exit, trade), (again.Want, again.TradeId));
    }

    [Fact]
    public async Task A_short_position_is_alarmed_and_never_taken_into_the_book()
    {
        await using var bench = await MonitorBench.StartAsync();
        var symbol = (await bench.SymbolsAsync())[0];
        bench.Run(Often);
        await bench.SessionAsync();
        await bench.ToldAsync("reconcile_finished", told => told.Reason == "connected");

        await bench.TradeByHandAsync(symbol, "sell", 3);

        var found = await bench.ToldAsync("reconcile_mismatch", told => told.Reason == "short_position");
        Assert.Equal((EventSeverity.Critical, "-3"), (found.Severity, found.Facts["venue"]));
        Assert.Equal("short_position", (await bench.ToldAsync("condition_raised")).Reason);
        Assert.True(await bench.PositionAsync(symbol) is null or { Quantity.IsZero: true });

        await bench.TradeByHandAsync(symbol, "buy", 3);
        Assert.Equal("short_position", (await bench.ToldAsync("condition_cleared")).Reason);
    }

    [Fact]
    public async Task Refused_keys_are_told_and_outlived()
    {
        await using var bench = await MonitorBench.StartAsync();
        var symbol = (await bench.SymbolsAsync())[0];
        var monitor = bench.Run(Seldom);
        await bench.SessionAsync();
        await bench.ToldAsync("reconcile_finished", told => told.Reason == "connected");

        await bench.FaultAsync("""{"kind":"key-revoked","for_machine":600}""");
        await bench.CutStreamsAsync();

        var raised = await bench.ToldAsync("condition_raised");
        Assert.Equal((EventSeverity.Critical, "bad_keys"), (raised.Severity, raised.Reason));
        await bench.FaultAsync("""{"kind":"clear"}""");
        Assert.Equal("bad_keys", (await bench.ToldAsync("condition_cleared")).Reason);
        await bench.TradeByHandAsync(symbol, "buy", 3);
        await bench.HeldAsync(symbol, 3);
        Assert.False(monitor.HasExited);
    }

    private static async Task<Price> PaidAsync(MonitorBench bench, Symbol symbol)
    {
        var positions = JsonNode.Parse(await bench.Venue.GetStringAsync(new Uri("v2/positions", UriKind.Relative)))!.AsArray();
        return new Price(decimal.Parse((string)positions.Single(one => (string)one!["symbol"]! == symbol.Name)!["avg_entry_price"]!, System.Globalization.CultureInfo.InvariantCulture));
    }

    // What a seller would leave behind that died between the exit and the end of its own stop.
    private static async Task StrayStopAsync(MonitorBench bench, Symbol symbol, string trade)
    {
        var (client, now) = (ClientOrderId.For("demo", trade, "stop", 7), TimeProvider.System.GetUtcNow());
        var stop = new Price(await bench.AskAsync(symbol) * 0.8m).FlooredToTick();
        await bench.Publisher.PublishAsync(
            Subjects.SellerIntent("stray"),
            new OrderIntent
            {
                Id = "stray",
                CorrelationId = trade,
                CausationId = trade,
                VenueTime = now,
                MachineTime = now,
                Account = "demo",
                Symbol = symbol,
                TradeId = trade,
                Epoch = 1,
                Action = OrderAction.Place,
                Purpose = "protect",
                ClientOrderId = client,
            },
            PublishExpectation.None,
            CancellationToken.None);
        await bench.OrderAsync(new JsonObject
        {
            ["symbol"] = symbol.Name,
            ["qty"] = "5",
            ["side"] = "sell",
            ["type"] = "stop",
            ["time_in_force"] = "gtc",
            ["stop_price"] = stop.ToString(),
            ["client_order_id"] = client,
        });
    }
}
