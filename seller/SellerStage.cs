using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Signals;
using Pipeline.Hosting;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;
using Pipeline.Seller.Alone;
using Pipeline.Seller.Journal;

namespace Pipeline.Seller;

/// <summary>The sources, and the loop that they feed.</summary>
internal sealed class SellerStage(
    IDeliverySource<SellSignal> signals, BookFollower books, CoreReader<MarketQuote> quoteReader, LatestQuotes quotes,
    SellerBook book, SellerLoop loop, SellerJournal journal, OrderRecords records, EventTeller teller, VenueWatch watch, LeftBehind left, PipelineConnection connection, Pulse pulse, StageRun run, TimeProvider machine) : IStage
{
    public async Task RunAsync(CancellationToken stopping)
    {
        if (!run.DryRun && !run.ReadsInput)
            left.TakenUp(Processes.Seller);
        Recall(journal.Found, book);
        if (journal.Damage is { } damage)
            await teller.TellAsync("journal_damaged", EventSeverity.Critical, run.Process, run.Process, text: damage);
        if (run.ReadsInput)
            await Together.RunAsync(stopping, ReadRecordedAsync, TickAsync, loop.RunAsync);
        else if (run.DryRun)
            await Together.RunAsync(stopping, ReadSignalsAsync, FollowBooksAsync, HearQuotesAsync, TickAsync, loop.RunAsync);
        else
            await Together.RunAsync(
                CancellationToken.None,
                ReadSignalsAsync, FollowBooksAsync, HearQuotesAsync, TickAsync, records.RunAsync, watch.HearAsync, WatchAsync, over => TellStoppingAsync(stopping, over), loop.RunAsync);
    }

    /// <summary>Asked to end, the loop first brings about what is under way: nobody may come after it.</summary>
    private async Task TellStoppingAsync(CancellationToken stopping, CancellationToken over)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, machine, stopping).WaitAsync(over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await loop.TellAsync(new SellerInput.Stopping(), over);
        await Task.Delay(Timeout.InfiniteTimeSpan, machine, over);
    }

    /// <summary>What the journal holds counts as if ORDERS had told it: it will.</summary>
    public static void Recall(JournalState found, SellerBook book)
    {
        foreach (var record in found.Owed)
        {
            if (record is JournalRecord.Intended { Intent: var intent })
                book.Note(intent);
            else if (record is JournalRecord.Answered { Answer: var answer })
                book.Note(answer);
        }

        foreach (var intent in found.Open)
            book.Note(intent);
    }

    private Task WatchAsync(CancellationToken cancellationToken) => watch.RunAsync(loop.TellAsync, cancellationToken);

    private async Task ReadSignalsAsync(CancellationToken cancellationToken)
    {
        await connection.OpenedAsync(cancellationToken);
        await foreach (var delivery in run.Once ? signals.DrainAsync(cancellationToken) : signals.ReadAsync(cancellationToken))
        {
            KillPoint.Reached(KillPoints.SellerSignalRead);
            await loop.TellAsync(new SellerInput.SignalCame(delivery), cancellationToken);
        }

        await loop.TellAsync(new SellerInput.SignalsEnded(), cancellationToken);

        // The loop ends when it has brought about what came; this part must not end before it.
        await Task.Delay(Timeout.InfiniteTimeSpan, machine, cancellationToken);
    }

    private async Task ReadRecordedAsync(CancellationToken cancellationToken)
    {
        await loop.TellAsync(new SellerInput.WantedFound([]), cancellationToken);
        await ReadSignalsAsync(cancellationToken);
    }

    private async Task FollowBooksAsync(CancellationToken cancellationToken)
    {
        await connection.OpenedAsync(cancellationToken);
        await foreach (var item in books.FollowAsync(cancellationToken))
        {
            if (item is CaughtUp)
                await loop.TellAsync(new SellerInput.BooksCaughtUp(), cancellationToken);
            else if (item is BookEntry entry && book.Fold(entry.Subject, entry.Data) is { } symbol)
                await loop.TellAsync(new SellerInput.SymbolSpoken(symbol), cancellationToken);
        }
    }

    private async Task HearQuotesAsync(CancellationToken cancellationToken)
    {
        await connection.OpenedAsync(cancellationToken);
        await foreach (var quote in quoteReader.ReadAsync("market.quote.*", cancellationToken))
            quotes.Hear(quote.Body);
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        while (await pulse.NextAsync(cancellationToken))
            await loop.TellAsync(new SellerInput.Ticked(), cancellationToken);
    }
}
