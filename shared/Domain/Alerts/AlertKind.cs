using System.Text.Json.Serialization;
using Pipeline.Contracts.Json;

namespace Pipeline.Domain.Alerts;

/// <summary>What a person is called for.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<AlertKind>))]
public enum AlertKind
{
    /// <summary>Shares are held that no working exit covers.</summary>
    PositionWithoutStop,

    /// <summary>An entry whose stop was refused could not be sold again either.</summary>
    UndoFailed,

    /// <summary>An order, or what was to be done with it, did not come about.</summary>
    ExecutionFailed,

    /// <summary>Book and venue differ.</summary>
    ReconcileMismatch,

    /// <summary>The venue fails so often that requests are held back.</summary>
    BreakerOpen,

    /// <summary>An execution came at a price far from the middle of the quote it was decided on.</summary>
    Slippage,

    /// <summary>Little is left of a limit.</summary>
    LimitApproached,

    /// <summary>Several trades in a row lost money.</summary>
    ConsecutiveLosses,

    /// <summary>Several orders within an hour belonged to nothing that is held.</summary>
    Orphans,

    /// <summary>Something that should not happen, and has no kind of its own.</summary>
    Anomaly,

    /// <summary>Trading is halted or reduced.</summary>
    Halted,

    /// <summary>A process crashed too often and stays down.</summary>
    CrashLoop,

    /// <summary>What the day came to, at the close of its session.</summary>
    DailySummary,

    /// <summary>A person tries whether alerts arrive.</summary>
    Test,
}
