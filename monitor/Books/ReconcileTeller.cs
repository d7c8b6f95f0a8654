using System.Globalization;
using Pipeline.Contracts.Events;
using Pipeline.Domain.Ledger.Reconciliation;
using Pipeline.Hosting.Stages;
using Pipeline.Monitor.Handling;

namespace Pipeline.Monitor.Books;

/// <summary>Tells what a comparison of book and venue found and what became of it; every event names its run as its cause.</summary>
internal sealed class ReconcileTeller(EventTeller events, MonitorBooks books)
{
    public ValueTask StartedAsync(ReconcileRun run) => events.TellAsync("reconcile_started", EventSeverity.Info, run.Id, run.Id, reason: run.Cause, id: $"{run.Id}-started");

    public ValueTask FoundAsync(ReconcileRun run, Finding finding, DoubtStage stage)
    {
        var rule = FindingRule.For(finding.Kind);
        var facts = Facts(finding);
        facts["stage"] = LedgerTeller.Snake(stage);
        facts["action"] = LedgerTeller.Snake(run.IsDry ? FindingAction.Alarm : rule.Action);
        if (run.IsDry)
            facts["dryRun"] = "true";

        // What has stood for a while was told loudly when it was found.
        var severity = stage == DoubtStage.Confirmed && !run.IsDry ? rule.Severity : EventSeverity.Info;
        return events.TellAsync(rule.EventType, severity, Story(finding), run.Id, finding.Symbol, finding.OrderId, LedgerTeller.Snake(finding.Kind), TextOf(finding), facts);
    }

    /// <param name="how">adjustment, executions, or gone when it has ended by itself.</param>
    public ValueTask MendedAsync(ReconcileRun run, Finding finding, string how)
    {
        var facts = Facts(finding);
        facts["kind"] = LedgerTeller.Snake(finding.Kind);
        return events.TellAsync("reconcile_mended", EventSeverity.Info, Story(finding), run.Id, finding.Symbol, finding.OrderId, how, facts: facts);
    }

    public ValueTask FinishedAsync(ReconcileRun run, int orders, int positions, int undecided) => events.TellAsync(
        "reconcile_finished", EventSeverity.Info, run.Id, run.Id, reason: run.Cause, id: $"{run.Id}-finished", facts: new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["dryRun"] = run.IsDry ? "true" : "false",
            ["found"] = run.Found.Count.ToString(CultureInfo.InvariantCulture),
            ["mended"] = run.Mended.ToString(CultureInfo.InvariantCulture),
            ["orders"] = orders.ToString(CultureInfo.InvariantCulture),
            ["positions"] = positions.ToString(CultureInfo.InvariantCulture),
            ["undecided"] = undecided.ToString(CultureInfo.InvariantCulture),
        });

    /// <summary>One sentence for a person.</summary>
    public static string TextOf(Finding finding)
    {
        var (book, venue) = (Text(finding.Book), Text(finding.Venue));
        return finding.Kind switch
        {
            FindingKind.Phantom => $"The book holds {book} {finding.Symbol}, the venue none.",
            FindingKind.Missing => $"The venue holds {venue} {finding.Symbol}, the book none.",
            FindingKind.ChangedQuantity => $"The book holds {book} {finding.Symbol}, the venue {venue}.",
            FindingKind.ShortPosition => $"The venue holds {venue} {finding.Symbol}: a short position, which this pipeline never opens. Close it by hand.",
            FindingKind.StopWithoutPosition => $"A stop for {venue} {finding.Symbol} rests at the venue and nothing is held.",
            FindingKind.OrphanSell => $"A sell of {venue} {finding.Symbol} rests at the venue and nothing is held.",
            FindingKind.OrphanBuy => $"A buy of {venue} {finding.Symbol} carries our name and no intent explains it. Cancel it by hand.",
            FindingKind.ForeignOrder => $"An order for {venue} {finding.Symbol} is open that the pipeline did not send. It is left alone.",
            FindingKind.PositionWithoutStop => $"{venue} of {book} {finding.Symbol} are under a stop.",
            FindingKind.DoubledStop => $"{venue} {finding.Symbol} are under stops and {book} are held.",
            FindingKind.LostOrder => $"The venue does not know an order for {book} {finding.Symbol} that the book holds for open.",
            FindingKind.CashDiffers => $"The venue's cash is {venue}; the day's beginning and what was executed since make {book}.",
            _ => throw new ArgumentOutOfRangeException(nameof(finding), finding.Kind, "Not a kind of finding."),
        };
    }

    private string Story(Finding finding) =>
        finding.Symbol is not { } symbol ? "account"
        : books.Find(symbol) is { Position.CorrelationId: { Length: > 0 } story } ? story
        : symbol.Name;

    private static SortedDictionary<string, string> Facts(Finding finding) => new(StringComparer.Ordinal) { ["book"] = Text(finding.Book), ["venue"] = Text(finding.Venue) };

    private static string Text(decimal amount) => amount.ToString("0.#########", CultureInfo.InvariantCulture);
}
