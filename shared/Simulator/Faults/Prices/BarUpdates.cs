using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Markets;
using Pipeline.Simulator.Streams;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Faults.Prices;

/// <summary>Tells bars that were wrong or late once more, as the venue does when late trades arrive: on the channel updatedBars.</summary>
public sealed class BarUpdates(FaultyMarket market, FaultBoard board, MarketBroadcast broadcast) : IStepListener
{
    public void Occurred(IReadOnlyList<ExchangeEvent> events)
    {
    }

    public void Reached(DateTimeOffset second)
    {
        if (!board.Has<MarketFault>()) return;
        foreach (var bar in market.SetRight(second))
            broadcast.Tell(Pairs.IsPair(bar.Symbol) ? FeedKind.Crypto : FeedKind.Stocks, "updatedBars", bar.Symbol, item => MarketItems.Bar(item, bar, "u"));
    }
}
