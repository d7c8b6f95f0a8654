using Pipeline.Exchange;
using Pipeline.Simulator.Engine;
using Pipeline.Simulator.Markets;

namespace Pipeline.Simulator.Faults.Prices;

/// <summary>The market as streams and data requests show it: true, but for what market faults make of it.</summary>
public sealed class FaultyMarket(ISimulatedMarket inner, FaultBoard board) : ISimulatedMarket, IStepListener
{
    private long _reached;

    public string Identity => inner.Identity;

    public IReadOnlyList<Asset> Assets => inner.Assets;

    public DateTimeOffset DefaultStart => inner.DefaultStart;

    public bool HasDataOn(DateOnly day) => inner.HasDataOn(day);

    public DateOnly? NextDay(DateOnly day) => inner.NextDay(day);

    public DateOnly? PreviousDay(DateOnly day) => inner.PreviousDay(day);

    public Asset? Find(string symbol) => inner.Find(symbol);

    public void Occurred(IReadOnlyList<ExchangeEvent> events)
    {
    }

    public void Reached(DateTimeOffset second) => Volatile.Write(ref _reached, second.UtcTicks);

    public Tick? TickAt(string symbol, DateTimeOffset at)
    {
        if (!board.Has<MarketFault>()) return inner.TickAt(symbol, at);
        var stale = Find(MarketTrouble.StaleQuotes, symbol, at, at);
        if (inner.TickAt(symbol, stale?.Start ?? at) is not { } tick) return null;
        if (Find(MarketTrouble.ZeroQuotes, symbol, at, at) is not { } zero) return tick;
        var side = ((MarketFault)zero.Order.Fault).Side;
        return tick with
        {
            Bid = side == "ask" ? tick.Bid : 0m,
            BidSize = side == "ask" ? tick.BidSize : 0m,
            Ask = side == "bid" ? tick.Ask : 0m,
            AskSize = side == "bid" ? tick.AskSize : 0m,
        };
    }

    public MinuteBar? BarAt(string symbol, DateTimeOffset minute) => inner.BarAt(symbol, minute) is { } bar ? Shown(bar) : null;

    public IEnumerable<MinuteBar> Bars(string symbol, DateTimeOffset from, DateTimeOffset before) => board.Has<MarketFault>()
        ? inner.Bars(symbol, from, before).Select(Shown).OfType<MinuteBar>()
        : inner.Bars(symbol, from, before);

    /// <summary>The bars that are set right at a moment: those of wrong and late ones whose time is over.</summary>
    public IEnumerable<MinuteBar> SetRight(DateTimeOffset second)
    {
        foreach (var armed in board.All.Where(armed => armed.Order.Fault is MarketFault { Trouble: MarketTrouble.WrongBars or MarketTrouble.LateBars }))
        {
            var minute = second - ((MarketFault)armed.Order.Fault).Time - TimeSpan.FromMinutes(1);
            if (minute.Ticks % TimeSpan.TicksPerMinute != 0) continue;
            var symbols = armed.Order.Filter.Symbol is { } one ? [one] : inner.Assets.Select(asset => asset.Symbol);
            foreach (var symbol in symbols)
            {
                if (Covers(armed, symbol, minute, minute.AddMinutes(1)) && inner.BarAt(symbol, minute) is { } bar) yield return bar;
            }
        }
    }

    private static bool Covers(ArmedFault armed, string symbol, DateTimeOffset from, DateTimeOffset until) =>
        (armed.Order.Filter.Symbol is null || armed.Order.Filter.Symbol == symbol)
        && until >= armed.Start && (armed.End is null || from < armed.End)
        && armed.IsDrawnFor(Chance.Hash(symbol) ^ (ulong)(from.UtcTicks / TimeSpan.TicksPerMinute));

    private MinuteBar? Shown(MinuteBar bar)
    {
        if (!board.Has<MarketFault>()) return bar;
        var end = bar.At.AddMinutes(1);
        if (Find(MarketTrouble.NoBars, bar.Symbol, bar.At, end) is not null) return null;
        if (Find(MarketTrouble.LateBars, bar.Symbol, bar.At, end, IsYoung) is not null) return null;
        if (Find(MarketTrouble.WrongBars, bar.Symbol, bar.At, end, IsYoung) is not { } wrong) return bar;
        var close = decimal.Round(bar.Close * (1m + (((MarketFault)wrong.Order.Fault).Percent / 100m)), 2);
        return bar with { Close = close, High = Math.Max(bar.High, close), Low = Math.Min(bar.Low, close), Volume = decimal.Truncate(bar.Volume / 2m) };

        bool IsYoung(MarketFault fault) => Volatile.Read(ref _reached) < (end + fault.Time).UtcTicks;
    }

    /// <summary>The first fault that shows a symbol wrong at a time, counted as used.</summary>
    private ArmedFault? Find(MarketTrouble trouble, string symbol, DateTimeOffset from, DateTimeOffset until, Func<MarketFault, bool>? still = null)
    {
        foreach (var armed in board.All)
        {
            if (armed.Order.Fault is not MarketFault fault || fault.Trouble != trouble || armed.IsSpent || still?.Invoke(fault) == false || !Covers(armed, symbol, from, until)) continue;
            board.Used(armed);
            return armed;
        }

        return null;
    }
}
