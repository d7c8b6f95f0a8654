using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Markets;
using Pipeline.Simulator.Wire;

namespace Pipeline.Simulator.Streams;

/// <summary>Tells data streams what the venue decides: halts, resumptions, price bands, trades taken back or corrected.</summary>
public sealed class MarketNotices(MarketBroadcast broadcast, EventArchive archive) : IStepListener
{
    public void Occurred(IReadOnlyList<ExchangeEvent> events)
    {
        foreach (var occurred in events)
        {
            switch (occurred)
            {
                case AssetChanged { Kind: AssetEventKind.Halted or AssetEventKind.Resumed } changed:
                    Tell("statuses", changed.Asset.Symbol, item => HaltItem.Write(item, changed));
                    break;
                case AssetChanged { Kind: AssetEventKind.BandsSet, Asset: { LowerBand: { } lower, UpperBand: { } upper } asset } changed:
                    Tell("lulds", asset.Symbol, item => NoticeItems.Bands(item, asset.Symbol, upper, lower, "C", changed.At));
                    break;
                case OrderChanged { Kind: OrderEventKind.TradeBust, Execution: { } busted } changed:
                    Tell("cancelErrors", busted.Symbol, item =>
                        NoticeItems.Cancellation(item, busted.Symbol, MarketItems.IdOf(busted.At), busted.Price, (long)busted.Quantity, changed.At));
                    break;
                case OrderChanged { Kind: OrderEventKind.TradeCorrect, Execution: { } corrected } changed:
                    var was = PriceBefore(corrected.Id, changed.Sequence) ?? corrected.Price;
                    Tell("corrections", corrected.Symbol, item => NoticeItems.Correction(
                        item, corrected.Symbol, MarketItems.IdOf(corrected.At), (was, (long)corrected.Quantity), (corrected.Price, (long)corrected.Quantity), changed.At));
                    break;
            }
        }
    }

    public void Reached(DateTimeOffset second)
    {
    }

    private void Tell(string channel, string symbol, Action<IItemWriter> write)
    {
        if (!Pairs.IsPair(symbol)) broadcast.Tell(FeedKind.Stocks, channel, symbol, write);
    }

    private decimal? PriceBefore(Guid execution, long sequence) =>
        archive.Read(0).OfType<OrderChanged>().LastOrDefault(changed => changed.Sequence < sequence && changed.Execution?.Id == execution)?.Execution?.Price;
}
