using Pipeline.Exchange;

namespace Pipeline.Simulator.Markets.Synthetic;

/// <summary>A few minutes in which a stock runs, and what becomes of it.</summary>
/// <param name="Start">Minute of the session in which it begins.</param>
/// <param name="Rise">Minutes until the peak, 6 to 16.</param>
/// <param name="Size">Logarithmic return until the peak, 0.012 to 0.040; negative for the quarter that falls.</param>
/// <param name="Reached">Part of the rise that happens before it breaks off; 1 for those that do not.</param>
/// <param name="VolumeFactor">Volume at its height as a multiple of the usual, 3 to 6.</param>
public sealed record Burst(int Start, int Rise, double Size, double Reached, double VolumeFactor, BurstEnd End)
{
    private const double Curvature = 1.7;

    /// <summary>The burst that begins within a ten-minute slot of a day, if one does (4 % of slots, so 1.6 a day and stock).</summary>
    public static Burst? InSlot(ulong daySeed, int slot)
    {
        var seed = Chance.Mix(daySeed, 300, (ulong)slot);
        if (Chance.Unit(seed, 1) >= 0.041) return null;
        var end = Chance.Unit(seed, 2) switch { < 0.45 => BurstEnd.BreaksOff, < 0.70 => BurstEnd.Reverses, < 0.90 => BurstEnd.Fades, _ => BurstEnd.GoesOn };
        return new Burst(
            (slot * 10) + (int)(Chance.Unit(seed, 3) * 10),
            6 + (int)(Chance.Unit(seed, 4) * 11),
            (0.012 + (0.028 * Chance.Unit(seed, 5))) * (Chance.Unit(seed, 6) < 0.75 ? 1 : -1),
            end == BurstEnd.BreaksOff ? 0.35 + (0.3 * Chance.Unit(seed, 7)) : 1.0,
            3.0 + (3.0 * Chance.Unit(seed, 8)),
            end);
    }

    /// <summary>What the burst adds to the logarithm of the price.</summary>
    /// <param name="minute">Minutes since the session opened.</param>
    public double ReturnAt(double minute)
    {
        var length = Rise * Reached;
        var time = minute - Start;
        if (time <= 0) return 0;
        var peak = Size * Math.Pow(Reached, Curvature);
        if (time <= length) return Size * Math.Pow(time / Rise, Curvature);
        var after = time - length;
        return End switch
        {
            BurstEnd.BreaksOff => peak * Math.Max(-0.6, 1.0 - (1.6 * after / 4.0)),
            BurstEnd.Reverses => peak * Math.Max(0.1, 1.0 - (0.9 * after / 6.0)),
            BurstEnd.Fades => peak * Math.Pow(0.5, after / 30.0),
            _ => peak * (after < 12.0 ? 1.0 + (0.6 * after / 12.0) : 1.6 * Math.Pow(0.5, (after - 12.0) / 60.0)),
        };
    }

    /// <summary>What the burst multiplies the volume with.</summary>
    public double VolumeAt(double minute)
    {
        var length = Rise * Reached;
        var time = minute - Start;
        if (time < 0) return 1;
        if (time <= length) return 1.0 + ((VolumeFactor - 1.0) * Math.Min(1.0, 0.4 + (1.8 * time / Rise)));
        return 1.0 + ((VolumeFactor - 1.0) * Math.Exp(-(time - length) / 5.0));
    }
}
