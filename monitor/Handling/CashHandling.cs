using Pipeline.Contracts.Ledger;
using Pipeline.Domain.Ledger.Reconciliation;
using Pipeline.Hosting.Stages;
using Pipeline.Monitor.Books;
using Pipeline.Monitor.Inputs;

namespace Pipeline.Monitor.Handling;

/// <summary>Holds the venue's cash against what the day began with and what was executed since. The beginning is written into the day's session, so that a restart goes on from it.</summary>
internal sealed class CashHandling(MonitorBooks books, LedgerWriter writer, StageRun run, MonitorClock clock)
{
    private bool _isTakenUp;

    /// <summary>From where executions must be read for the sum to be whole; null once they are.</summary>
    public DateTimeOffset? NeedsSince => _isTakenUp ? null : Begun()?.CashAt;

    /// <summary>The difference, when there is one.</summary>
    public async Task<Finding?> CompareAsync(VenueReading reading, CancellationToken cancellationToken)
    {
        if (reading.Account is not { } account)
            return null;
        var read = new CashReading(account.Values.Cash, clock.Venue, reading.Executions, reading.Activities);
        if (!_isTakenUp)
        {
            _isTakenUp = true;
            if (Begun() is { BaselineCash: { } cash, CashAt: { } at } begun)
                books.Cash = books.Cash.Resume(cash, at, begun.CashActivities);
        }

        // A day that has no beginning yet gets one in the first quiet moment; until then the day before goes on.
        if (Current() is { BaselineCash: null } day)
        {
            var next = books.Cash.Begin(read);
            if (next.Baseline is { } cash && next.Since != books.Cash.Since && !run.DryRun)
            {
                var listed = next.Known?.Order(StringComparer.Ordinal).ToArray();
                await writer.WriteAsync(day with { BaselineCash = cash, CashAt = next.Since, CashActivities = listed }, cancellationToken);
            }

            books.Cash = next;
        }

        books.Cash = books.Cash.Take(read);
        return books.Cash.Compare(read.Cash);
    }

    private Session? Begun() => books.Days.Values.Where(day => day.BaselineCash is not null).MaxBy(day => day.Day);

    private Session? Current() => books.Days.Values.Where(day => day.ClosesAt > clock.Venue).MinBy(day => day.Day);
}
