using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Events;
using Pipeline.Hosting;
using Pipeline.Hosting.Stages;
using Pipeline.Monitor.Books;
using Pipeline.Monitor.Handling;
using Pipeline.Monitor.Inputs;

namespace Pipeline.Monitor;

/// <summary>One input after the other: take it in, decide, write, tell.</summary>
/// <remarks>
/// Until the books are read, and from each reconnect of the account stream until the venue was read, the stream's updates are held
/// back in their order, so that nothing is folded across a gap.
/// </remarks>
internal sealed class MonitorLoop(
    StageRun run, MonitorOptions options, MonitorBooks books, BookHandling bookHandling, OrderHandling orders, ReadingHandling readings, ExitHandling exits,
    GuardHandling guard, SessionHandling sessions, LedgerWriter writer, VenueQuestions venue, IAccountStream stream, StageReadiness readiness, EventTeller events, MonitorClock clock,
    ILogger<MonitorLoop> logger)
{
    // Unhealthy on purpose: executions are folded later than by the stream, so nobody enters; exits and protection go on.
    private const string Polling = "polling: the account stream is lost for long, executions come by request until it is back";
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Memory = TimeSpan.FromDays(2);
    private readonly ReadingSchedule _schedule = new(options);
    private readonly Queue<AccountStreamItem.Update> _heldBack = [];
    private readonly StreamDoubt _doubt = new();
    private ChannelWriter<MonitorInput> _loop = null!;
    private CancellationToken _stopping;
    private Task _questions = Task.CompletedTask;
    private bool _booksAreRead;
    private DateTimeOffset? _gapSince;
    private DateTimeOffset? _lostSince;
    private DateTimeOffset? _connectedAt;
    private bool _polls;

    /// <summary>True once the venue and the book agree and nothing is in doubt: where a run with --once ends.</summary>
    public bool IsReconciled { get; private set; }

    private bool IsLostForLong => clock.Machine - _lostSince >= TimeSpan.FromSeconds(options.StreamPatienceSeconds);

    private bool HasStream => !run.Once && !run.DryRun;

    /// <summary>Runs until stopped, or, with --once, until book and venue agree.</summary>
    /// <param name="recording">Cancels what is being written; a little later than the stop.</param>
    public async Task RunAsync(Channel<MonitorInput> loop, CancellationToken recording, CancellationToken stopping)
    {
        (_loop, _stopping) = (loop.Writer, stopping);
        await foreach (var input in loop.Reader.ReadAllAsync(stopping))
        {
            await HandleAsync(input, recording);
            if (_questions.IsFaulted)
                await _questions;
            if (run.Once && IsReconciled)
                return;
        }
    }

    /// <summary>Begins with books that a recording will fill.</summary>
    public void BeginRecorded() => (_booksAreRead, bookHandling.TakesPositions) = (true, false);

    public Task HandleAsync(MonitorInput input, CancellationToken recording) => input switch
    {
        MonitorInput.Book book => HandleAsync(book, recording),
        MonitorInput.BooksRead => HandleBooksReadAsync(recording),
        MonitorInput.Account account => HandleAsync(account.Item, recording),
        MonitorInput.Quote quote => HandleAsync(quote, recording),
        MonitorInput.Bar bar => HandleBar(bar),
        MonitorInput.Read read => HandleAsync(read.Reading, recording),
        MonitorInput.ReadFailed failed => HandleFailed(failed),
        MonitorInput.Hours hours => HandleHours(hours),
        MonitorInput.Baseline baseline => sessions.HandleAsync(baseline, recording),
        _ => HandleTickAsync(recording),
    };

    private async Task HandleAsync(MonitorInput.Book book, CancellationToken recording)
    {
        bookHandling.Handle(book.Entry);
        if (_booksAreRead && await orders.RetryAsync(readAt: null, recording))
            _schedule.Want("gap", clock.Machine);
    }

    // What a crash left unsaid between a position and its wanted state is said now; what was said already is stored once.
    private async Task HandleBooksReadAsync(CancellationToken recording)
    {
        _booksAreRead = true;
        bookHandling.TakesPositions = false;
        Log.BooksRead(logger, books.Symbols.Count, books.Origins.Orders.Count, books.Open.Count());
        foreach (var book in books.Symbols.Where(book => book.Position.TradeId is { } trade && (!book.Position.Quantity.IsZero || book.RecordedTrade != trade)).ToArray())
            await writer.SayWantedAsync(book.Position, recording);
        KillPoint.Reached(KillPoints.MonitorRecoverySaid);
        _gapSince = clock.Machine;
        if (HasStream && _connectedAt is null)
            _lostSince ??= clock.Machine;
        _schedule.Want("start", clock.Machine);
        await HandleTickAsync(recording);
    }

    private async Task HandleAsync(AccountStreamItem item, CancellationToken recording)
    {
        if (item is AccountStreamItem.Update told)
            _doubt.Told(told.Order);
        switch (item)
        {
            case AccountStreamItem.Connected:
                Log.StreamConnected(logger);
                await events.TellAsync("stream_back", EventSeverity.Info, "account-stream", "account-stream");
                (_connectedAt, _gapSince, _lostSince, _polls) = (clock.Machine, clock.Machine, null, false);
                _schedule.Want("connected", clock.Machine);
                _doubt.Connected(clock.Venue);
                break;
            case AccountStreamItem.Lost lost:
                Log.StreamLost(logger, lost.Reason);

                // Each failed attempt to connect is a loss again; the first word of it is enough.
                if (_connectedAt is not null || _lostSince is null)
                    await events.TellAsync("stream_lost", EventSeverity.Warning, "account-stream", "account-stream", text: lost.Reason);
                (_connectedAt, _lostSince) = (null, _lostSince ?? clock.Machine);
                _schedule.Want("polling", clock.Machine);
                _doubt.Lost();
                break;
            case AccountStreamItem.Update update when !_booksAreRead || _gapSince is not null:
                _heldBack.Enqueue(update);
                break;
            case AccountStreamItem.Update update:
                await FoldAsync(update, recording);
                break;
            default:
                break;
        }

        Begin();
    }

    private async Task HandleAsync(Inputs.VenueReading reading, CancellationToken recording)
    {
        var inDoubt = await readings.HandleAsync(reading, recording);
        Log.Reconciled(logger, reading.Cause, reading.Orders.Count, reading.Executions.Count, reading.Positions.Count);
        if (reading.Cause is "start" or "connected")
            await events.TellAsync("reconcile_finished", EventSeverity.Info, "reconcile", "reconcile", reason: reading.Cause);
        _schedule.Succeeded(clock.Machine, inDoubt, _lostSince is not null);
        foreach (var order in readings.ExecutedUnheard)
            _doubt.Read(order, clock.Machine);
        if (_gapSince is { } since && reading.AskedAt >= since)
            await EndGapAsync(recording);
        IsReconciled = !inDoubt;
        ReportReadiness();
        await HandleTickAsync(recording);
    }

    private async Task EndGapAsync(CancellationToken recording)
    {
        KillPoint.Reached(KillPoints.MonitorGapEnding);
        _gapSince = null;
        while (_heldBack.TryDequeue(out var update))
        {
            // It was told when it came, and it is again: more may have been held back than the doubt remembers.
            _doubt.Told(update.Order);
            await FoldAsync(update, recording);
        }
    }

    private async Task FoldAsync(AccountStreamItem.Update update, CancellationToken recording)
    {
        if (await orders.HandleAsync(update, recording))
            _schedule.Want("gap", clock.Machine);
    }

    private async Task HandleAsync(MonitorInput.Quote quote, CancellationToken recording)
    {
        var book = books.Of(quote.Message.Symbol);
        if (book.Quote is { } known && known.At > quote.Message.Quote.At)
            return;
        book.Quote = quote.Message.Quote;
        if (_booksAreRead)
            await exits.JudgeAsync(book, recording);
    }

    private Task HandleBar(MonitorInput.Bar bar)
    {
        books.Of(bar.Message.Symbol).Add(bar.Message.Bar);
        return Task.CompletedTask;
    }

    private Task HandleFailed(MonitorInput.ReadFailed failed)
    {
        Log.ReadFailed(logger, failed.Reason);
        _schedule.Failed(clock.Machine);
        return Task.CompletedTask;
    }

    private Task HandleHours(MonitorInput.Hours hours)
    {
        sessions.Handle(hours);
        return Task.CompletedTask;
    }

    private async Task HandleTickAsync(CancellationToken recording)
    {
        if (!_booksAreRead)
            return;
        if (_gapSince is { } since && IsReconciled && clock.Machine - since > LongestGap)
            await EndGapAsync(recording);
        if (await orders.RetryAsync(readAt: null, recording))
            _schedule.Want("gap", clock.Machine);
        await exits.JudgeAllAsync(recording);
        if (run.ReadsInput)
            return;
        if (IsReconciled)
            await guard.LookAsync(recording);
        sessions.Look(_loop, Track, _stopping);
        books.Origins.ForgetEndedBefore(clock.Venue - Memory);
        Begin();
        if (HasStream && !_polls && IsLostForLong)
            await SayPollingAsync();
        if (HasStream && _doubt.TakeProof(clock.Machine) is { } order)
            stream.Renew($"An execution of order {order} was read by request and never told.");
        ReportReadiness();
    }

    private async Task SayPollingAsync()
    {
        _polls = true;
        Log.Polling(logger);
        await events.TellAsync("stream_polling", EventSeverity.Warning, "account-stream", "account-stream", text: Polling);
    }

    private void Begin()
    {
        if (!_booksAreRead || run.ReadsInput || _schedule.Begin(clock.Machine) is not { } cause)
            return;
        var overlap = TimeSpan.FromMinutes(options.OverlapMinutes);
        var oldest = books.OldestOpen(clock.Venue);
        Track(venue.ReadAsync(new ReadingRequest(oldest - overlap, (books.LastFolded() ?? oldest) - overlap, books.OpenOrders(), cause), _loop, _stopping));
    }

    private void Track(Task question) => _questions = Task.WhenAll(_questions.IsCompletedSuccessfully ? Task.CompletedTask : _questions, question);

    private void ReportReadiness()
    {
        if (!IsReconciled && _gapSince is not null)
            return;
        if (!HasStream || _lostSince is null)
            readiness.Ready();
        else if (IsLostForLong)
            readiness.Unhealthy(Polling);
    }
}
