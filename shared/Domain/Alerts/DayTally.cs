using System.Collections.Immutable;
using Pipeline.Contracts.Events;

namespace Pipeline.Domain.Alerts;

/// <summary>What a day came to so far, counted from its events.</summary>
public sealed record DayTally
{
    public static DayTally Empty { get; } = new();

    /// <summary>Closed trades by the id of their event, so that one that is told twice counts once: symbol and profit in dollars.</summary>
    public ImmutableDictionary<string, (string Symbol, decimal Profit)> Trades { get; init; } = ImmutableDictionary<string, (string, decimal)>.Empty;
    public int Signals { get; init; }
    public int Refusals { get; init; }
    public int Entries { get; init; }
    public int Crashes { get; init; }
    public int Alerts { get; init; }

    public DayTally With(PipelineEvent told)
    {
        ArgumentNullException.ThrowIfNull(told);
        return told.Type switch
        {
            "signal_received" => this with { Signals = Signals + 1 },
            "signal_refused" => this with { Refusals = Refusals + 1 },
            "entry_sent" => this with { Entries = Entries + 1 },
            "stage_crashed" or "stage_hung" => this with { Crashes = Crashes + 1 },
            "alert_raised" => this with { Alerts = Alerts + 1 },
            "trade_recorded" when EventFacts.Number(told, "profit") is { } profit => this with { Trades = Trades.SetItem(told.Id, (told.Symbol?.Name ?? "?", profit)) },
            _ => this,
        };
    }
}
