using System.Text.Json;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Values;
using Pipeline.Messaging;

namespace Pipeline.Hosting.Stages;

/// <summary>What a stage sees standing against entering: an event when it begins and when it ends, and in between a word in each heartbeat.</summary>
/// <remarks>The heartbeat makes it hold across lost messages, reconnects and a new orchestrator: what a ready stage no longer says no longer is.
/// A stage that starts has seen nothing yet. The stage itself fails closed by what it knows; this only tells the others.</remarks>
public sealed class Conditions(StageRun run, EventTeller teller, TimeProvider machine)
{
    private readonly Lock _gate = new();
    private RaisedCondition[] _raised = [];

    /// <summary>Raised after the list has changed, so that the next heartbeat need not be waited for.</summary>
    public event Action? Changed;

    /// <summary>All that holds now, oldest first.</summary>
    public IReadOnlyList<RaisedCondition> Raised
    {
        get
        {
            lock (_gate)
                return _raised;
        }
    }

    public bool Holds(TradingCondition condition, Symbol? symbol = null) => Raised.Any(one => one.Condition == condition && one.Symbol == symbol);

    /// <summary>Says that a condition holds; once, however often it is called.</summary>
    /// <param name="text">One sentence for a person: what was seen, and what to do.</param>
    /// <param name="symbol">Null where it concerns the whole account.</param>
    /// <param name="causationId">The message or request that showed it; the condition's own name where there is none.</param>
    /// <param name="severity">How loud its event is.</param>
    public async ValueTask RaiseAsync(
        TradingCondition condition, string text, Symbol? symbol = null, string? causationId = null, EventSeverity severity = EventSeverity.Error,
        IReadOnlyDictionary<string, string>? facts = null)
    {
        text = Redaction.Of(text);
        lock (_gate)
        {
            if (_raised.Any(one => one.Condition == condition && one.Symbol == symbol))
                return;
            var raised = new RaisedCondition { Condition = condition, Process = run.Process, Symbol = symbol, Text = text, Since = machine.GetUtcNow() };
            _raised = [.. _raised, raised];
        }

        Changed?.Invoke();
        // A clock that is wrong spoils more than entries: it has a name of its own beside the condition's.
        if (condition == TradingCondition.ClockSkewed)
            await teller.TellAsync("clock_skewed", severity, "clock_skewed", causationId ?? "clock_skewed", text: text, facts: facts);
        await TellAsync("condition_raised", severity, condition, text, symbol, causationId, facts);
    }

    /// <summary>Says that a condition holds no more; nothing when it did not hold.</summary>
    /// <param name="text">One sentence for a person: what showed that it is over.</param>
    public ValueTask ClearAsync(TradingCondition condition, string text, Symbol? symbol = null, string? causationId = null)
    {
        lock (_gate)
        {
            RaisedCondition[] left = [.. _raised.Where(one => one.Condition != condition || one.Symbol != symbol)];
            if (left.Length == _raised.Length)
                return ValueTask.CompletedTask;
            _raised = left;
        }

        Changed?.Invoke();
        return TellAsync("condition_cleared", EventSeverity.Info, condition, text, symbol, causationId, facts: null);
    }

    private ValueTask TellAsync(
        string type, EventSeverity severity, TradingCondition condition, string text, Symbol? symbol, string? causationId, IReadOnlyDictionary<string, string>? facts)
    {
        var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(condition.ToString());
        return teller.TellAsync(type, severity, name, causationId ?? name, symbol, reason: name, text: text, facts: facts);
    }
}
