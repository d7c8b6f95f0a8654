using Pipeline.Exchange;

namespace Pipeline.Simulator.Markets.Synthetic;

/// <summary>Smooth noise of unit size that can be read anywhere without reading what lies before.</summary>
public static class Noise
{
    /// <param name="position">Whole numbers are the points between which the noise is interpolated.</param>
    public static double At(ulong seed, ulong purpose, double position)
    {
        var left = Math.Floor(position);
        var part = position - left;
        var weight = part * part * (3.0 - (2.0 * part));
        var from = Chance.Bell(seed, purpose, (ulong)(long)left);
        return from + (weight * (Chance.Bell(seed, purpose, (ulong)((long)left + 1)) - from));
    }
}
