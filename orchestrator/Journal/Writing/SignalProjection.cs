using Pipeline.Contracts.Signals;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Journal.Writing;

/// <summary>SIGNALS: what is worth buying, and how positions must stand.</summary>
internal static class SignalProjection
{
    public static StoryLine Apply(JournalRows rows, RawMessage raw, BuySignal signal)
    {
        rows.Execute(
            "INSERT OR IGNORE INTO signals (id, sequence, strategy, symbol, venue_time, machine_time, body) VALUES (@Id, @sequence, @Strategy, @symbol, @venueTime, @machineTime, @body)",
            new
            {
                signal.Id,
                sequence = (long)raw.Sequence,
                signal.Strategy,
                symbol = signal.Symbol.Name,
                venueTime = JournalText.Of(signal.VenueTime),
                machineTime = JournalText.Of(signal.MachineTime),
                body = JournalText.Body(signal),
            });
        return new StoryLine("signal", signal.Symbol, null, $"{signal.Strategy} signal {signal.Symbol}, score {JournalText.Of(signal.Score)}, last {signal.Bar.Close}");
    }

    public static StoryLine Apply(JournalRows rows, RawMessage raw, SellSignal wanted)
    {
        var text = wanted.Want == WantedState.Protect
            ? $"wanted: {wanted.Quantity} {wanted.Symbol} under a stop at {wanted.StopPrice}{(wanted.TakeProfitPrice is { } profit ? $", take profit {profit}" : "")} (epoch {wanted.Epoch})"
            : $"wanted: out of {wanted.Symbol}, {(wanted.Reason is { } reason ? JournalText.Of(reason).Replace('_', ' ') : "no reason told")} (epoch {wanted.Epoch})";
        return new StoryLine("wanted", wanted.Symbol, null, text);
    }
}
