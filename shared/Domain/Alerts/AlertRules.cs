using System.Globalization;
using System.Text.Json;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Domain.Risk;

namespace Pipeline.Domain.Alerts;

/// <summary>Decides what of all that happens a person is called for.</summary>
public static class AlertRules
{
    /// <summary>The alert that an event calls for; null for most.</summary>
    /// <param name="told">The event.</param>
    /// <param name="memory">What was before, this event included.</param>
    /// <param name="settings">From when on.</param>
    public static Alert? Of(PipelineEvent told, AlertMemory memory, AlertSettings settings)
    {
        ArgumentNullException.ThrowIfNull(told);
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(settings);
        return told.Type switch
        {
            "condition_raised" => OfCondition(told),
            "trading_state_changed" when told.Facts.GetValueOrDefault("state") is "halted" or "reducing" =>
                Make(told, AlertKind.Halted, $"halted:{told.Facts["state"]}", told.Text ?? $"Trading is {told.Facts["state"]}."),
            "trade_recorded" when IsLoss(told) && memory.LossesInARow >= settings.LossesInARow => Losses(told, memory),
            "execution_recorded" when EventFacts.Number(told, "slippage") is { } slippage && slippage > settings.Slippage => Slippage(told, slippage),
            _ when AlertMemory.IsOrphan(told) && memory.Orphans.Count >= settings.OrphansAnHour => Make(
                told, AlertKind.Orphans, "orphans", $"{memory.Orphans.Count} orders within an hour belonged to nothing that is held, the last in {told.Symbol}. Look with ./pipeline reconcile --dry-run.", EventSeverity.Error),
            _ => AlertTable.KindOf(told) is { } kind ? Make(told, kind, KeyOf(kind, told), TextOf(told)) : null,
        };
    }

    /// <summary>The alert that a condition calls for, seen without any event: a full disk stores none. Null for what a person has asked for.</summary>
    public static Alert? Of(RaisedCondition seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        if (AlertTable.KindOf(seen.Condition) is not { } kind)
            return null;
        var (name, rule) = (TradingStateRules.NameOf(seen.Condition), TradingStateTable.RuleOf(seen.Condition));
        var key = ConditionKey(kind, name, seen.Symbol?.Name, seen.Process);
        return new Alert
        {
            Id = Alert.IdOf(kind, string.Create(CultureInfo.InvariantCulture, $"{key}:{seen.Since.UtcTicks}")),
            Kind = kind,
            Severity = rule.Severity,
            Key = key,
            Text = $"{(kind == AlertKind.CrashLoop ? $"{seen.Process} has failed: " : "")}{seen.Text} {rule.Advice}",
            Symbol = seen.Symbol,
            At = seen.Since,
            CorrelationId = name,
            CausationId = name,
        };
    }

    /// <summary>The alert that a trading state calls for which must hold, though it may not be storable; null while trading is active.</summary>
    public static Alert? Of(TradingDecision wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (wanted.State == TradingState.Active)
            return null;
        var state = wanted.State.ToString().ToLowerInvariant();
        return new Alert
        {
            Id = Alert.IdOf(AlertKind.Halted, string.Create(CultureInfo.InvariantCulture, $"{state}:{wanted.Since.UtcTicks}")),
            Kind = AlertKind.Halted,
            Severity = wanted.Severity,
            Key = $"halted:{state}",
            Text = $"Trading is {state}: {wanted.Reason}",
            At = wanted.Since,
            CorrelationId = "trading",
            CausationId = "trading",
        };
    }

    /// <summary>Keys of what an event tells to be over; the next time is news again.</summary>
    public static IReadOnlyList<string> EndedBy(PipelineEvent told)
    {
        ArgumentNullException.ThrowIfNull(told);
        return told.Type switch
        {
            "trading_state_changed" when told.Facts.GetValueOrDefault("state") == "active" => ["halted:halted", "halted:reducing"],
            "protection_mended" => [KeyOf(AlertKind.PositionWithoutStop, told)],
            "condition_cleared" when ConditionOf(told) is { } condition && AlertTable.KindOf(condition) is { } kind =>
                [ConditionKey(kind, TradingStateRules.NameOf(condition), told.Symbol?.Name, told.Process)],
            "breaker_closed" => [KeyOf(AlertKind.BreakerOpen, told with { Type = "breaker_opened" })],
            _ => [],
        };
    }

    private static bool IsLoss(PipelineEvent told) => EventFacts.Number(told, "profit") < 0;

    private static Alert Losses(PipelineEvent told, AlertMemory memory) => Make(
        told, AlertKind.ConsecutiveLosses, "consecutive_losses", $"{memory.LossesInARow} trades in a row have lost money, the last in {told.Symbol}. ./pipeline reduce stops entries.", EventSeverity.Warning);

    private static Alert Slippage(PipelineEvent told, decimal slippage) => Make(
        told, AlertKind.Slippage, $"slippage:{told.Symbol}",
        string.Create(CultureInfo.InvariantCulture, $"{told.Symbol} was executed {slippage * 100:0.00} % worse than the middle of the quote it was decided on ({EventFacts.Text(told, "averagePrice")} against {EventFacts.Text(told, "arrivalPrice")})."),
        EventSeverity.Warning);

    private static Alert? OfCondition(PipelineEvent told)
    {
        if (ConditionOf(told) is not { } condition || AlertTable.KindOf(condition) is not { } kind)
            return null;
        var rule = TradingStateTable.RuleOf(condition);
        var alert = Make(told, kind, ConditionKey(kind, TradingStateRules.NameOf(condition), told.Symbol?.Name, told.Process), $"{told.Text} {rule.Advice}".Trim());
        return alert with { Severity = rule.Severity > told.Severity ? rule.Severity : told.Severity };
    }

    private static TradingCondition? ConditionOf(PipelineEvent told)
    {
        foreach (var rule in TradingStateTable.Rules)
        {
            if (TradingStateRules.NameOf(rule.Condition) == told.Reason)
                return rule.Condition;
        }

        return null;
    }

    // Two ways of seeing bare shares are one trouble; and a crashed stage is the same whether it is told or seen.
    private static string ConditionKey(AlertKind kind, string name, string? symbol, string process) => kind switch
    {
        AlertKind.PositionWithoutStop => $"position_without_stop:{symbol}",
        AlertKind.CrashLoop => $"crash_loop:{process}",
        _ => $"{name}:{symbol ?? process}",
    };

    private static string KeyOf(AlertKind kind, PipelineEvent told) => kind switch
    {
        AlertKind.PositionWithoutStop => $"position_without_stop:{told.Symbol}",
        AlertKind.CrashLoop => $"crash_loop:{EventFacts.Text(told, "process") ?? told.Process}",
        _ => $"{told.Type}:{told.Symbol?.Name ?? EventFacts.Text(told, "process") ?? told.Process}:{told.Reason}",
    };

    private static string TextOf(PipelineEvent told)
    {
        if (told.Text is { Length: > 0 } text)
            return text;
        var words = string.Join(' ', new[] { told.Type.Replace('_', ' '), told.Symbol?.Name, told.Reason?.Replace('_', ' ') }.OfType<string>());
        return $"{told.Process}: {words}.";
    }

    private static Alert Make(PipelineEvent told, AlertKind kind, string key, string text, EventSeverity? severity = null) => new()
    {
        Id = Alert.IdOf(kind, told.Id),
        Kind = kind,
        Severity = severity ?? (told.Severity < EventSeverity.Warning ? EventSeverity.Warning : told.Severity),
        Key = key,
        Text = text,
        Symbol = told.Symbol,
        At = told.MachineTime,
        CorrelationId = told.CorrelationId,
        CausationId = told.Id,
    };

    /// <summary>A kind as it stands in files and events: snake case.</summary>
    public static string NameOf(AlertKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
}
