using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Orchestrator.Chaos.Checking;

namespace Pipeline.Tests.Unit.Chaos;

/// <summary>A run with one trade in which nothing is wrong; tests take something away or add something.</summary>
internal static class SoundRun
{
    public const string Signal = "momentum-ABCD-1";

    public static VenueLogText Log => new VenueLogText().Bracket(10).Target(30);

    public static Evidence Whole => Of(Log);

    public static Evidence Of(VenueLogText log, IEnumerable<StoredLine>? stored = null) => new()
    {
        Venue = log.Entries,
        Stored = [.. stored ?? Stored()],
        Sessions = [new TradingHours(VenueLogText.At(0), VenueLogText.At(23_400))],
        Until = VenueLogText.At(60),
        Limits = new SpendingLimits(5, 20_000, 2_000),
    };

    public static IReadOnlyList<StoredLine> Stored() =>
    [
        Line("SIGNALS", "signal.buy.momentum.ABCD", new { id = Signal, correlationId = Signal, symbol = "ABCD" }),
        Line("EVENTS", "event.scanner.signal_found", new { correlationId = Signal }),
        Line("EVENTS", "event.buyer.entry_decided", new { correlationId = Signal }),
        Line("ENTRIES", "entry.demo.i1", new { id = "i1", correlationId = Signal, signalId = Signal, symbol = "ABCD", clientOrderId = "client-e1" }),
        Line("EVENTS", "event.buyer.entry_intended", new { correlationId = Signal }),
        Line("ORDERS", "order.answer.buyer.i1", new { intentId = "i1", action = "place", outcome = "accepted", correlationId = Signal }),
        Line("EVENTS", "event.buyer.entry_answered", new { correlationId = Signal }),
        Line("EVENTS", "event.monitor.execution_recorded", new { correlationId = Signal, orderId = "e1", facts = new { cumulative = "10" } }),
        Line("EVENTS", "event.monitor.position_opened", new { correlationId = Signal }),
        Line("LEDGER", "position.demo.ABCD", new { correlationId = Signal, symbol = "ABCD", quantity = "10" }),
        Line("EVENTS", "event.monitor.protection_wanted", new { correlationId = Signal }),
        Line("EVENTS", "event.monitor.execution_recorded", new { correlationId = Signal, orderId = "e1-target", facts = new { cumulative = "10" } }),
        Line("LEDGER", "position.demo.ABCD", new { correlationId = Signal, symbol = "ABCD", quantity = "0" }, 2),
        Line("EVENTS", "event.monitor.exit_decided", new { correlationId = Signal }),
        Line("EVENTS", "event.seller.flat_proven", new { correlationId = Signal }),
        Trade("20"),
        Line("LEDGER", "cooldown.ABCD", new { correlationId = Signal, tradeId = "i1" }),
        Line("EVENTS", "event.seller.trade_recorded", new { correlationId = Signal }),
    ];

    public static StoredLine Trade(string profit, string id = "i1") =>
        Line("LEDGER", "trade.demo.ABCD", new { correlationId = Signal, tradeId = id, signalId = Signal, symbol = "ABCD", quantity = "10", profit });

    public static StoredLine Line(string stream, string subject, object data, ulong sequence = 1) =>
        new(stream, sequence, VenueLogText.At(40), subject, JsonSerializer.SerializeToElement(data));

    /// <summary>Without the messages of a subject.</summary>
    public static IEnumerable<StoredLine> Without(string subject) => Stored().Where(line => !line.Subject.StartsWith(subject, StringComparison.Ordinal));

    /// <summary>The figures that the findings of some evidence count for.</summary>
    public static IEnumerable<Figure> Broken(Evidence evidence) => Verdict.Of(evidence, 1, 0, 0, 0).Findings.Select(finding => finding.Figure).Distinct();
}
