namespace Pipeline.Hosting;

/// <summary>A named line at which a test can end or freeze the process: what a crash does there is shown, not assumed.</summary>
/// <remarks>Nothing at all, and nothing to be slow, unless the environment names a folder of armed points.</remarks>
public static class KillPoint
{
    /// <summary>Names the folder in which points are armed; see <see cref="ArmedPoints"/>.</summary>
    public const string Variable = "PIPELINE_KILL_POINTS";

    private static readonly ArmedPoints? Armed =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? new ArmedPoints(folder, SelfSignal.Raise) : null;

    /// <summary>Ends or freezes this process here, when the point is armed.</summary>
    /// <param name="point">One of <see cref="KillPoints"/>.</param>
    public static void Reached(string point) => Armed?.Reached(point);
}
