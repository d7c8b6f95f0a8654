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
    public static SymbolProfile Of(ulong seed, string symbol)
    {
        var own = Chance.Mix(seed, 100, Chance.Hash(symbol));
        var liquidity = Chance.Unit(own, 3);
        return new SymbolProfile(
            own,
            5.0 * Math.Pow(80.0, Chance.Unit(own, 1)),
            0.010 + (0.018 * Chance.Unit(own, 2)),
            300_000.0 * Math.Pow(66.0, liquidity),
            0.00008 + (0.00032 * (1.0 - liquidity)));
    }

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
