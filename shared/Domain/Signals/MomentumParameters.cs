namespace Pipeline.Domain.Signals;

/// <summary>How the momentum strategy measures and scores; counts are bars of one minute.</summary>
public sealed record MomentumParameters
{
    public string Strategy { get; init; } = "momentum";

    /// <summary>Bars over which velocity is the mean return per minute; 2 to 120.</summary>
    public int VelocityBars { get; init; } = 10;

    /// <summary>Most bars before the velocity window that tell the symbol's usual movement; 20 to 390.</summary>
    public int BaselineBars { get; init; } = 60;

    /// <summary>Fewest such bars before anything is scored.</summary>
    public int LeastBaselineBars { get; init; } = 30;

    /// <summary>Bars whose mean volume the newest bar is compared with; 5 to 390.</summary>
    public int VolumeBars { get; init; } = 20;

    /// <summary>Velocity that earns full marks, in standard errors of the symbol's usual mean return.</summary>
    public double FullVelocity { get; init; } = 2.5;

    /// <summary>Acceleration that earns full marks, in standard deviations of its usual change.</summary>
    public double FullAcceleration { get; init; } = 1.25;

    /// <summary>Relative volume that earns full marks.</summary>
    public double FullRelativeVolume { get; init; } = 2;

    /// <summary>Slower than this is never a signal, as a fraction per minute: half a basis point would not pay the spread.</summary>
    public double LeastVelocity { get; init; } = 0.00005;

    /// <summary>A score of at least this is a signal.</summary>
    public decimal Threshold { get; init; } = 100;
}
