using Pipeline.Simulator.Faults.Input;
using Pipeline.Simulator.Faults.Prices;
using static Pipeline.Simulator.Faults.Input.FaultParameter;

namespace Pipeline.Simulator.Faults.Kinds;

/// <summary>What may be shown wrong of the market. Probability is drawn for each symbol and minute.</summary>
public static class MarketKinds
{
    private static readonly FaultParameter Seconds = Number("seconds", "venue seconds after the minute's end", 30, 1, 3600);

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        Kind("stale-quotes", "quotes and trades stand still; nothing is streamed of them", _ => new MarketFault(MarketTrouble.StaleQuotes)),
        Kind("zero-quotes", "a side has no quote: price and size 0", said => new MarketFault(MarketTrouble.ZeroQuotes) { Side = said.Text("quote")! },
            Choice("quote", "which side", "both", "bid", "ask", "both")),
        Kind("no-bars", "minutes without bars, in streams and history", _ => new MarketFault(MarketTrouble.NoBars)),
        Kind("wrong-bars", "a bar closes wrong until updatedBars sets it right", said => new MarketFault(MarketTrouble.WrongBars) { Time = said.Seconds("seconds"), Percent = said.Number("percent")!.Value },
            Seconds, Number("percent", "percent it closes too high; below zero too low", 3, -99, 1000)),
        Kind("late-bars", "a bar is missing until updatedBars brings it", said => new MarketFault(MarketTrouble.LateBars) { Time = said.Seconds("seconds") }, Seconds),
    ];

    private static FaultKind Kind(string name, string summary, Func<FaultArguments, MarketFault> create, params FaultParameter[] parameters) =>
        new(name, FaultFamily.Market, summary, create) { Parameters = parameters, Filters = CommonParameters.OfSymbols, Lasts = true };
}
