namespace Pipeline.Hosting;

public static partial class KillPoints
{
    /// <summary>The account stream told of an order; nothing is written.</summary>
    public const string MonitorUpdateHeard = "monitor.update.heard";

    /// <summary>The order's news is on ORDERS; the position is not folded.</summary>
    public const string MonitorUpdateStored = "monitor.update.stored";

    /// <summary>The position is folded; it is not on LEDGER.</summary>
    public const string MonitorPositionFolded = "monitor.position.folded";

    /// <summary>The position is on LEDGER; what is wanted of it is not on SIGNALS.</summary>
    public const string MonitorPositionStored = "monitor.position.stored";

    /// <summary>The wanted state is on SIGNALS; no event tells of it.</summary>
    public const string MonitorWantedStored = "monitor.wanted.stored";

    /// <summary>A reading of the venue is due; nothing is asked.</summary>
    public const string MonitorReadingAsked = "monitor.reading.asked";

    /// <summary>The venue is read; the loop has not seen the answers.</summary>
    public const string MonitorReadingAnswered = "monitor.reading.answered";

    /// <summary>What a reading found of orders is on ORDERS; no execution of it is folded.</summary>
    public const string MonitorReadingNewsStored = "monitor.reading.news-stored";

    /// <summary>The reading's executions are folded; quantities are not compared.</summary>
    public const string MonitorReadingFolded = "monitor.reading.folded";

    /// <summary>A difference that no execution explains is to be adjusted; nothing is written.</summary>
    public const string MonitorAdjustmentDecided = "monitor.adjustment.decided";

    /// <summary>The adjustment is in the position; no event tells of it.</summary>
    public const string MonitorAdjustmentStored = "monitor.adjustment.stored";

    /// <summary>The gap is read; what the stream told meanwhile is still held back.</summary>
    public const string MonitorGapEnding = "monitor.gap.ending";

    /// <summary>The account stream is lost; nothing is told or done.</summary>
    public const string MonitorStreamLost = "monitor.stream.lost";

    /// <summary>An exit is decided; the position does not say so.</summary>
    public const string MonitorExitDecided = "monitor.exit.decided";

    /// <summary>A better stop is decided; the position does not say so.</summary>
    public const string MonitorStopMoving = "monitor.stop.moving";

    /// <summary>Missing protection is noticed; it is not asked for again.</summary>
    public const string MonitorGuardMissing = "monitor.guard.missing";

    /// <summary>The account is read for a new day; the day is not on LEDGER.</summary>
    public const string MonitorSessionRead = "monitor.session.read";

    /// <summary>At start the books are read; what a crash left unsaid is not said.</summary>
    public const string MonitorRecoveryBooksRead = "monitor.recovery.books-read";

    /// <summary>At start what was left unsaid is said; the venue is not read.</summary>
    public const string MonitorRecoverySaid = "monitor.recovery.said";
}
