using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Values;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.Monitor;

public sealed class StreamDoubtTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_fill_told_while_the_venue_is_read_after_a_connect_proves_nothing_and_one_kept_back_later_does()
    {
        await using var bench = await MonitorBench.StartAsync();
        var symbols = await bench.SymbolsAsync();
        await bench.FaultAsync("""{"kind":"delay-before-booking","method":"GET","path":"/v2/orders*","milliseconds":1500,"count":4}""");
        bench.Run(new Dictionary<string, string> { ["PIPELINE__Monitor__ReconcileSeconds"] = "5" });
        await Eventually.Value("the stream", () => LastAsync(bench, "stream_back"), Patience);
        await bench.EnterAsync(symbols[0], 10);
        var told = await Held(bench, symbols[0]);

        await bench.FaultAsync("""{"kind":"stream-silent","stream":"/stream","for_machine":600}""");
        await bench.EnterAsync(symbols[1], 10);
        var keptBack = await Held(bench, symbols[1]);

        var lost = await Eventually.Value("the renewal", () => LastAsync(bench, "stream_lost"), Patience);
        Assert.DoesNotContain(told.Orders, order => lost.Text!.Contains(order.VenueOrderId, StringComparison.Ordinal));
        Assert.Contains(keptBack.Orders, order => lost.Text!.Contains(order.VenueOrderId, StringComparison.Ordinal));
    }

    private static Task<PipelineEvent?> LastAsync(MonitorBench bench, string type) =>
        bench.LastAsync<PipelineEvent>(Streams.Events, Subjects.Event("monitor", type));

    private static Task<Position> Held(MonitorBench bench, Symbol symbol) => Eventually.Value(
        $"10 {symbol} in the book", async () => await bench.PositionAsync(symbol) is { Quantity.Value: 10 } position ? position : null, Patience);
}
