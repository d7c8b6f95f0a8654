using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using static Pipeline.Contracts.Control.TradingState;
using static Pipeline.Contracts.Events.EventSeverity;
using static Pipeline.Domain.Risk.ConditionLift;

namespace Pipeline.Domain.Risk;

/// <summary>The table of trading states: one row for each condition. Exits and protection go on in every state.</summary>
public static class TradingStateTable
{
    public static IReadOnlyList<TradingRule> Rules { get; } =
    [
        new(TradingCondition.BadKeys, Halted, ByResumeOnceOver, Critical, "Set the right keys, restart the stages, then resume."),
        new(TradingCondition.AccountUnsafe, Reducing, ByItself, Critical, "Let the account be set to no shorting and a margin multiplier of 1."),
        new(TradingCondition.RepeatedRefusals, Reducing, ByResume, Error, "Look why the venue refuses (replay EVENTS), then resume."),
        new(TradingCondition.InsufficientFunds, Reducing, ByItself, Warning, "Entries go on once the account shows buying power again."),
        new(TradingCondition.VenueMaintenance, Reducing, ByItself, Warning, "Entries go on once the venue answers again."),
        new(TradingCondition.ClockSkewed, Reducing, ByItself, Error, "Set this machine's clock (chrony, ntpd); entries go on by themselves."),
        new(TradingCondition.ControlUnreadable, Halted, ByResumeOnceOver, Critical, "Look at the dead letter (replay DEADLETTER), then resume."),
        new(TradingCondition.BookDiffers, Reducing, ByItself, Critical, "Look with reconcile --dry-run; entries go on once book and venue agree.") { LocksSymbol = true },
        new(TradingCondition.Unprotected, Reducing, ByItself, Critical, "Look at positions; flatten what cannot be protected."),
        new(TradingCondition.ShortPosition, Halted, ByResumeOnceOver, Critical, "Buy the short position back at the venue, then resume."),
        new(TradingCondition.StageFailed, Reducing, ByItself, Critical, "Mend what its last words say, then restart it."),
        new(TradingCondition.SettingsRefused, Reducing, ByItself, Critical, "Take back what its text names (config unset), then restart buyer and scanner."),
        new(TradingCondition.StoreForeign, Halted, ByResumeOnceOver, Critical, "Compare positions with the account, then resume; the foreign store lies beside the new one."),
        new(TradingCondition.StoreLost, Halted, ByResumeOnceOver, Critical, "Compare positions with the account, then resume; what was left of the old store lies beside the new one."),
        new(TradingCondition.StoreFull, Reducing, ByItself, Critical, "Free some space under the home; entries go on by themselves."),
        new(TradingCondition.HaltFile, Halted, ByResume, Warning, "Resume when you want entries again."),
        new(TradingCondition.Operator, Reducing, ByResume, Warning, "Resume when you want entries again."),
    ];

    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public static TradingRule RuleOf(TradingCondition condition) =>
        Rules.FirstOrDefault(rule => rule.Condition == condition) ?? throw new ArgumentOutOfRangeException(nameof(condition), condition, "The table has no row for it.");
}
