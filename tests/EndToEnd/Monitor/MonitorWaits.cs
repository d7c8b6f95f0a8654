using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.EndToEnd.Monitor;

/// <summary>What tests of the monitor wait for.</summary>
internal static class MonitorWaits
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Task<Session> SessionAsync(this MonitorBench bench) =>
        Eventually.Value("the session", () => bench.LastAsync<Session>(Streams.Ledger, Subjects.Session(new DateOnly(2026, 11, 23))), Patience);

    public static Task<Position> HeldAsync(this MonitorBench bench, Symbol symbol, decimal quantity) => Eventually.Value(
        $"{quantity} {symbol} in the book",
        async () => await bench.PositionAsync(symbol) is { } position && position.Quantity.Value == quantity ? position : null,
        Patience);

    public static Task<SellSignal> WantedAsync(this MonitorBench bench, Symbol symbol, Func<SellSignal, bool> isRight) => Eventually.Value(
        $"the wanted state of {symbol}", async () => await bench.WantedAsync(symbol) is { } wanted && isRight(wanted) ? wanted : null, Patience);

    public static Task<PipelineEvent> ToldAsync(this MonitorBench bench, string type, Func<PipelineEvent, bool>? isRight = null) => Eventually.Value(
        $"the event {type}",
        async () => await bench.LastAsync<PipelineEvent>(Streams.Events, Subjects.Event("monitor", type)) is { } told && isRight?.Invoke(told) != false ? told : null,
        Patience);
}
