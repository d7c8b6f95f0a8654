using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Broker.Port;
using Pipeline.Hosting;
using Pipeline.Hosting.Stages;
using Pipeline.Monitor.Books;
using Pipeline.Monitor.Handling;
using Pipeline.Monitor.Inputs;

namespace Pipeline.Monitor;

/// <summary>One input after the other: take it in, decide, write, tell.</summary>
internal sealed class MonitorLoop(
    StageRun run, MonitorOptions options, MonitorBooks books, BookHandling bookHandling, OrderHandling orders, StreamHandling stream, ReadingHandling readings, ReconcileHandling reconciling, CashHandling cash, ReadingSchedule schedule, ReadingTrouble trouble,
    ExitHandling exits, GuardHandling guard, SessionHandling sessions, LedgerWriter writer, UntoldChanges untold, VenueQuestions venue, Pulse pulse, MonitorClock clock, ILogger<MonitorLoop> logger)
{
    // Longer than any reading reaches back: what a reading lists would else be news each time.
    private static readonly TimeSpan Memory = TimeSpan.FromDays(3);

    // The venue lists some changes a day or two after they have happened, under the day of their happening.
    private static readonly TimeSpan ActivitiesReach = TimeSpan.FromDays(3);
    private static readonly TimeSpan ForgetInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan EntryInterval = TimeSpan.FromSeconds(1.5);

    /// <summary>The buyer has canceled it long before.</summary>
    private static readonly TimeSpan LongestEntry = TimeSpan.FromMinutes(1);
    private ChannelWriter<MonitorInput> _loop = null!;
    private CancellationToken _stopping;
    private Task _questions = Task.CompletedTask;
    private DateTimeOffset _forgotAt;
    private DateTimeOffset _askedAfterEntriesAt;
    private string? _asked;
    private bool _wasReconciled;

    /// <summary>True once the venue and the book agree and nothing is in doubt: where a run with --once ends.</summary>
    public bool IsReconciled { get; private set; }

    /// <summary>Runs until stopped, or, with --once, until book and venue agree.</summary>
    /// <param name="recording">Cancels what is being written; a little later than the stop.</param>
    public async Task RunAsync(Channel<MonitorInput> loop, CancellationToken recording, CancellationToken stopping)
    {
        (_loop, _stopping) = (loop.Writer, stopping);
        await foreach (var input in loop.Reader.ReadAllAsync(stopping))
        {
            await HandleAsync(input, recording);
            pulse.IsCalm = input is MonitorInput.Tick && IsReconciled && !stream.IsLost && !books.Open.Any() && !books.Origins.PendingEntries().Any();
            if (_questions.IsFaulted)
                await _questions;
            if (run.Once && IsReconciled)
                return;
        }
    }

    /// <summary>Begins with books that a recording will fill.</summary>
    public void BeginRecorded() => (books.AreRead, bookHandling.TakesPositions) = (true, false);

    public Task HandleAsync(MonitorInput input, CancellationToken recording) => input switch
    {
        MonitorInput.Book book => HandleAsync(book, recording),
        MonitorInput.BooksRead => HandleBooksReadAsync(recording),
        MonitorInput.Account account => HandleAsync(account.Item, recording),
        MonitorInput.Quote quote => HandleAsync(quote, recording),
        MonitorInput.Bar bar => HandleBar(bar),
        MonitorInput.Read read => HandleAsync(read.Reading, recording),
        MonitorInput.ReadFailed failed => HandleFailedAsync(failed),
        MonitorInput.NotAnswered question => HandleNotAnswered(question),
        MonitorInput.Hours hours => sessions.HandleAsync(hours, recording),
        MonitorInput.Baseline baseline => sessions.HandleAsync(baseline, recording),
        _ => HandleTickAsync(recording),
    };

    private async Task HandleAsync(MonitorInput.Book book, CancellationToken recording)
    {
        await bookHandling.HandleAsync(book.Entry, recording);
        if (books.AreRead && await orders.RetryAsync(readAt: null, recording))
            schedule.WantQuick("gap", clock.Machine);
    }

    // What a crash left unsaid between a position and its wanted state is said now; what was said already is stored once.
    private async Task HandleBooksReadAsync(CancellationToken recording)
    {
        books.AreRead = true;
        bookHandling.TakesPositions = false;
        Log.BooksRead(logger, books.Symbols.Count, books.Origins.Orders.Count, books.Open.Count());
        await bookHandling.RebuildAsync(recording);
        foreach (var book in books.Symbols.Where(book => book.Position.TradeId is { } trade && (!book.Position.Quantity.IsZero || book.RecordedTrade != trade)).ToArray())
            await writer.SayWantedAsync(book.Position, recording);
        KillPoint.Reached(KillPoints.MonitorRecoverySaid);
        await orders.AmendAsync(recording);

        // The venue is asked before the slowest work is begun and answers beside it; the open orders first, for they decide what is bare.
        stream.Begin();
        schedule.WantQuick("start", clock.Machine);
        schedule.Want("start", clock.Machine);
        Begin();
        await untold.TellAsync(recording);
        await HandleTickAsync(recording);
    }

    private async Task HandleAsync(AccountStreamItem item, CancellationToken recording)
    {
        await stream.HandleAsync(item, recording);
        Begin();
    }

    private async Task HandleAsync(VenueReading reading, CancellationToken recording)
    {
        if (reading.Request.Asked is { DryRun: true })
        {
            schedule.Succeeded(clock.Machine, await reconciling.LookAsync(reading), stream.IsLost);
            return;
        }

        await readings.FoldAsync(reading, recording);
        Log.Read(logger, reading.Request.Plan.Cause, reading.Orders.Count, reading.Executions.Count, reading.Positions.Count);
        var inDoubt = reading.Request.Plan.IsWhole && await reconciling.HandleAsync(reading, recording);
        schedule.Succeeded(clock.Machine, inDoubt, stream.IsLost);
        await stream.ReadAsync(reading.AskedAt, readings.ExecutedUnheard, recording);
        if (reading.Request.Plan.IsWhole)
            (IsReconciled, _wasReconciled) = (!inDoubt, _wasReconciled || !inDoubt);
        await trouble.SucceededAsync(reading.Request.Plan.IsWhole);
        ReportReadiness();
        await HandleTickAsync(recording);
    }

    private async Task HandleAsync(MonitorInput.Quote quote, CancellationToken recording)
    {
        var book = books.Of(quote.Message.Symbol);
        if (exits.TakeQuote(book, quote.Message.Quote) && books.AreRead)
            await exits.JudgeAsync(book, recording);
    }

    private Task HandleBar(MonitorInput.Bar bar)
    {
        books.Of(bar.Message.Symbol).Add(bar.Message.Bar);
        return Task.CompletedTask;
    }

    private async Task HandleFailedAsync(MonitorInput.ReadFailed failed)
    {
        Log.ReadFailed(logger, failed.Reason);
        schedule.Failed(clock.Machine);
        stream.NotRead();
        await trouble.FailedAsync(failed);
    }

    private Task HandleNotAnswered(MonitorInput.NotAnswered question)
    {
        Log.ReadFailed(logger, question.Reason);
        return Task.CompletedTask;
    }

    private async Task HandleTickAsync(CancellationToken recording)
    {
        if (!books.AreRead)
            return;
        if (await orders.RetryAsync(readAt: null, recording))
            schedule.WantQuick("gap", clock.Machine);
        await exits.JudgeAllAsync(recording);
        if (run.ReadsInput)
            return;
        if (_wasReconciled)
            await guard.LookAsync(recording);
        sessions.Look(_loop, Track, _stopping);
        AskAfterEntries();
        Forget();
        Begin();
        await stream.LookAsync(IsReconciled, recording);
        ReportReadiness();
    }

    private void ReportReadiness()
    {
        if (!trouble.Stands())
            stream.ReportReadiness(IsReconciled);
    }

    // An entry is bare from its first share on, without legs for good, with them until it is filled whole; a fill that the stream keeps back would be found by the next whole reading only.
    private void AskAfterEntries()
    {
        if (clock.Machine - _askedAfterEntriesAt < EntryInterval)
            return;
        _askedAfterEntriesAt = clock.Machine;
        if (books.Origins.PendingEntries().Any(entry => entry.MachineTime > clock.Machine - LongestEntry))
            schedule.WantQuick("entry", clock.Machine);
    }

    private void Forget()
    {
        if (clock.Machine - _forgotAt < ForgetInterval)
            return;
        _forgotAt = clock.Machine;
        books.Origins.ForgetEndedBefore(clock.Venue - Memory, books.Open.SelectMany(book => book.Position.Orders).Select(order => order.VenueOrderId));
    }

    private void Begin()
    {
        if (!books.AreRead || run.ReadsInput)
            return;
        if (books.Asked.TryPeek(out var asked) && asked.Id != _asked)
        {
            _asked = asked.Id;
            schedule.Want("asked", clock.Machine);
        }

        if (schedule.Begin(clock.Machine) is { } plan)
            Track(venue.ReadAsync(Request(plan), _loop, _stopping));
    }

    private ReadingRequest Request(ReadingPlan plan)
    {
        var overlap = TimeSpan.FromMinutes(options.OverlapMinutes);
        var oldest = books.OldestOpen(clock.Venue);
        return new ReadingRequest(
            plan,
            oldest - overlap,
            new[] { (books.LastFolded() ?? oldest) - overlap, cash.NeedsSince ?? DateTimeOffset.MaxValue }.Min(),
            (cash.NeedsSince ?? clock.Venue) - ActivitiesReach,
            [.. books.OpenOrders().Union(orders.FamiliesInQuestion(), StringComparer.Ordinal)],
            [.. books.Origins.UnheardEntries(clock.Machine - ReconcileHandling.LongestFlight).Select(entry => entry.ClientOrderId)],
            plan.IsWhole && books.Asked.TryPeek(out var asked) ? asked : null);
    }

    private void Track(Task question) => _questions = Task.WhenAll(_questions.IsCompletedSuccessfully ? Task.CompletedTask : _questions, question);
}
