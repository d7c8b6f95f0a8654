using Pipeline.Exchange;

namespace Pipeline.Simulator.Markets.Synthetic;

/// <summary>The lasting character of one synthetic stock.</summary>
/// <param name="Seed">Seeds everything about it.</param>
/// <param name="BasePrice">Dollars, 5 to 400; its price wanders around this for ever.</param>
/// <param name="DailyVolatility">Standard deviation of a day's logarithmic return, 0.010 to 0.028.</param>
/// <param name="DailyVolume">Shares on a day without bursts, 0.3 to 20 million.</param>
/// <param name="HalfSpread">Half of the spread as a part of the price, 0.8 to 4 basis points.</param>
public sealed record SymbolProfile(ulong Seed, double BasePrice, double DailyVolatility, double DailyVolume, double HalfSpread)
{
    /// <summary>Minutes the market is open on a usual day.</summary>
    public int MinutesADay { get; init; } = 390;

    /// <summary>Decimals of its prices.</summary>
    public int Decimals { get; init; } = 2;

    /// <summary>The quantity its sizes are multiples of, in shares or coins.</summary>
    public decimal Lot { get; init; } = 100m;

    /// <summary>Greatest size of a quote, in lots.</summary>
    public int Depth { get; init; } = 6;

    /// <summary>True for what trades around the clock: no opening, no closing, no gap between them.</summary>
    public bool AroundTheClock { get; init; }

    public static SymbolProfile Of(ulong seed, string symbol)
    {
        var own = Chance.Mix(seed, 100, Chance.Hash(symbol));
        var liquidity = Chance.Unit(own, 3);
        var volume = 300_000.0 * Math.Pow(66.0, liquidity);
        return new SymbolProfile(
            own,
            5.0 * Math.Pow(80.0, Chance.Unit(own, 1)),
            0.010 + (0.018 * Chance.Unit(own, 2)),
            volume,
            0.00008 + (0.00032 * (1.0 - liquidity)))
        { Depth = 6 * (1 + (int)(volume / 1_000_000.0)) };
    }

    /// <summary>Something that trades around the clock.</summary>
    /// <param name="basePrice">Dollars.</param>
    /// <param name="dailyVolume">Coins or shares.</param>
    /// <param name="lot">The quantity its sizes are multiples of.</param>
    public static SymbolProfile OfClock(ulong seed, string symbol, double basePrice, double dailyVolume, decimal lot, int decimals) =>
        new(Chance.Mix(seed, 100, Chance.Hash(symbol)), basePrice, 0.028, dailyVolume, 0.0004)
        {
            MinutesADay = 1440,
            Decimals = decimals,
            Lot = lot,
            Depth = 40,
            AroundTheClock = true,
        };

    /// <summary>Logarithm of the price the stock is drawn to at the end of a day.</summary>
    /// <param name="dayNumber">Days since 0001-01-01.</param>
    public double Level(int dayNumber)
    {
        var level = Math.Log(BasePrice);
        for (ulong octave = 0; octave < 4; octave++)
        {
            var period = 128.0 / Math.Pow(4.0, octave);
            level += 0.5 * DailyVolatility * Math.Sqrt(period) * Noise.At(Seed, 200 + octave, dayNumber / period);
        }

        return level;
    }
}
