namespace Pipeline.Hosting;

public static partial class KillPoints
{
    /// <summary>History is read; nothing is measured.</summary>
    public const string ScannerWarmUpRead = "scanner.warm-up.read";

    /// <summary>A bar came by the stream; nothing is measured.</summary>
    public const string ScannerBarHeard = "scanner.bar.heard";

    /// <summary>A bar is measured; it is not on MARKET.</summary>
    public const string ScannerBarStoring = "scanner.bar.storing";

    /// <summary>A bar is on MARKET.</summary>
    public const string ScannerBarStored = "scanner.bar.stored";

    /// <summary>The bars of a gap are read; none is measured.</summary>
    public const string ScannerGapRead = "scanner.gap.read";

    /// <summary>A bar scored; its signal is not on SIGNALS.</summary>
    public const string ScannerSignalFound = "scanner.signal.found";

    /// <summary>The signal is on SIGNALS; its event is not told.</summary>
    public const string ScannerSignalStored = "scanner.signal.stored";
}
