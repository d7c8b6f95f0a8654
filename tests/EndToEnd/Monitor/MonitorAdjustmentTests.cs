using Pipeline.Contracts;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.Monitor;

/// <summary>What the venue takes back, corrects, splits and renames; the account's cash proves each.</summary>
public sealed class MonitorAdjustmentTests
{
    private static readonly Dictionary<string, string> Often = new() { ["PIPELINE__Monitor__ReconcileSeconds"] = "5" };

    [Fact]
    public async Task Busts_corrections_splits_and_new_names_are_booked_once_each_and_the_cash_agrees()
    {
        await using var bench = await MonitorBench.StartAsync();
        var symbols = await bench.SymbolsAsync();
        var (busted, corrected, split, renamed) = (symbols[0], symbols[1], symbols[2], symbols[3]);
        bench.Run(Often);
        await Eventually.Value(
            "the day's cash", async () => await bench.LastAsync<Session>(Streams.Ledger, Subjects.Session(new DateOnly(2026, 11, 23))) is { BaselineCash: not null } day ? day : null, MonitorWaits.Patience);
        foreach (var symbol in new[] { busted, corrected, renamed })
            await bench.EnterAsync(symbol, 10);

        // The legs of a bracket keep their prices over a split, so its stop would act at once.
        await bench.TradeByHandAsync(split, "buy", 10);
        foreach (var symbol in symbols.Take(4))
            await bench.HeldAsync(symbol, 10);
        var paid = (await bench.HeldAsync(corrected, 10)).EntryNotional;

        await bench.FaultAsync($$"""{"kind":"trade-correct","symbol":"{{corrected}}","percent":1}""");
        await bench.FaultAsync($$"""{"kind":"split","symbol":"{{split}}","new":2,"old":1}""");
        await bench.FaultAsync($$"""{"kind":"rename","symbol":"{{renamed}}","to":"NEWCO"}""");
        await bench.FaultAsync($$"""{"kind":"trade-bust","symbol":"{{busted}}"}""");

        var gone = await Adjusted(bench, busted, AdjustmentKind.Bust);
        Assert.Equal((0m, 0m), (gone.Quantity.Value, gone.EntryNotional.Value));
        Assert.True((await Adjusted(bench, corrected, AdjustmentKind.Correction)).EntryNotional > paid);
        Assert.Equal(20, (await Adjusted(bench, split, AdjustmentKind.Split)).Quantity.Value);
        Assert.Equal(0, (await Adjusted(bench, renamed, AdjustmentKind.Rename)).Quantity.Value);
        var carried = await Adjusted(bench, new Symbol("NEWCO"), AdjustmentKind.Rename);
        Assert.Equal((10m, "momentum"), (carried.Quantity.Value, carried.Strategy));
        await bench.WantedAsync(new Symbol("NEWCO"), wanted => wanted is { StopPrice: not null, Quantity.Value: 10 });

        var (_, lines) = await bench.VerbAsync("reconcile", "--json");
        Assert.DoesNotContain(lines, line => (string?)line["kind"] is "cash_differs" or "missing" or "phantom" or "changed_quantity");
    }

    private static Task<Position> Adjusted(MonitorBench bench, Symbol symbol, AdjustmentKind kind) => Eventually.Value(
        $"{kind} of {symbol}", async () => await bench.PositionAsync(symbol) is { } position && position.Adjustments.Any(one => one.Kind == kind) ? position : null, MonitorWaits.Patience);
}
