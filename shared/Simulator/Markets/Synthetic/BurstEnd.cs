namespace Pipeline.Simulator.Markets.Synthetic;

/// <summary>How a burst of momentum ends.</summary>
public enum BurstEnd
{
    /// <summary>It stops half-way and falls below where it began within four minutes.</summary>
    BreaksOff,

    /// <summary>It gives nine tenths back within six minutes.</summary>
    Reverses,

    /// <summary>It loses half of it every thirty minutes.</summary>
    Fades,

    /// <summary>It rises for another twelve minutes, more slowly.</summary>
    GoesOn,
}
