using System.Text.Json.Serialization;
using Pipeline.Contracts.Json;

namespace Pipeline.Contracts.Control;

/// <summary>What may stand against entering. Which trading state follows from each is the table of Domain/Risk.</summary>
/// <remarks>A stage tells what it sees; the orchestrator alone turns it into trading state.</remarks>
[JsonConverter(typeof(SnakeCaseEnumConverter<TradingCondition>))]
public enum TradingCondition
{
    /// <summary>The venue refuses our keys, or what they may do.</summary>
    BadKeys,

    /// <summary>The account is not guarded against shorts and borrowed money.</summary>
    AccountUnsafe,

    /// <summary>The venue has refused the same thing three times.</summary>
    RepeatedRefusals,

    /// <summary>The venue says that the money is not there, against our own reckoning.</summary>
    InsufficientFunds,

    /// <summary>The venue answers that it is closed for maintenance, or nothing at all.</summary>
    VenueMaintenance,

    /// <summary>Our clock and the venue's differ by more than two seconds.</summary>
    ClockSkewed,

    /// <summary>A message that controls the pipeline cannot be read.</summary>
    ControlUnreadable,

    /// <summary>The book and the venue differ and nothing explains it.</summary>
    BookDiffers,

    /// <summary>Shares are held that no working exit covers.</summary>
    Unprotected,

    /// <summary>The venue shows fewer shares than none.</summary>
    ShortPosition,

    /// <summary>A process has crashed too often, or cannot start with its settings, and stays down.</summary>
    StageFailed,

    /// <summary>A process that guards positions has started without what was set while running, because that does not fit.</summary>
    SettingsRefused,

    /// <summary>The store belongs to another home.</summary>
    StoreForeign,

    /// <summary>The store, or part of it, is gone, or went back to an older time.</summary>
    StoreLost,

    /// <summary>The disk under the streams is full, or they can store nothing for another reason.</summary>
    StoreFull,

    /// <summary>The halt file is set.</summary>
    HaltFile,

    /// <summary>A person has asked for it.</summary>
    Operator,
}
