using System.Globalization;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger;
using Pipeline.Domain.Ledger.Reconciliation;
using Pipeline.Hosting.Stages;
using Pipeline.Monitor.Books;
using Pipeline.Monitor.Inputs;

namespace Pipeline.Monitor.Handling;

/// <summary>Compares book and venue after each whole reading, tells what differs, and acts upon what two equal readings have shown.</summary>
internal sealed class ReconcileHandling(
    MonitorBooks books, QuantityMending quantities, CashHandling cash, LedgerWriter writer, ReconcileTeller teller, Conditions conditions, MonitorOptions options, MonitorClock clock)
{
    /// <summary>Machine time for which a request may be on its way: the venue's time-out, and what a look-up after it may take.</summary>
    public static readonly TimeSpan LongestFlight = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(15);

    // Shares that our own sells still reserve at the venue are there: a list of positions that leaves them out is more likely wrong than the book.
    private static readonly TimeSpan ReservedQuiet = TimeSpan.FromSeconds(10);
    private static readonly TradingCondition[] Own = [TradingCondition.ShortPosition, TradingCondition.BookDiffers];
    private Doubts _doubts = Doubts.None;
    private Doubts _dry = Doubts.None;
    private readonly HashSet<string> _foreignTold = new(StringComparer.Ordinal);
    private ReconcileRun? _run;
    private ReconcileRun? _dryRun;

    /// <summary>True when something is in doubt and the venue must be read again soon.</summary>
    public async Task<bool> HandleAsync(VenueReading reading, CancellationToken cancellationToken)
    {
        List<Finding> found = [.. Comparison.Of(Book(books.Origins), Venue(books.Origins, reading))];
        if (await cash.CompareAsync(reading, cancellationToken) is { } money)
            found.Add(money);
        (_doubts, var judged) = Judge(_doubts, found, reading, books.Origins);
        if (reading.Request.Asked is { DryRun: false } asked)
        {
            books.Asked.Dequeue();
            _run = new ReconcileRun(asked.Id, "asked", asked, clock.Machine);
            await teller.StartedAsync(_run);
        }

        var run = _run ??= await BeginAsync(reading);
        foreach (var one in judged)
            await ActAsync(run, one, reading, cancellationToken);
        await TellConditionsAsync(run);
        var undecided = judged.Count(one => one.Stage == DoubtStage.Suspected);
        await EndAsync(run, reading, undecided);
        return undecided > 0;
    }

    /// <summary>Answers a person who only wants to know: nothing of the reading is folded or acted upon; true when a second one is needed.</summary>
    public async Task<bool> LookAsync(VenueReading reading)
    {
        var asked = reading.Request.Asked!;
        if (_dryRun is not { } run)
        {
            _dryRun = run = new ReconcileRun(asked.Id, "asked", asked, clock.Machine);
            _dry = Doubts.None;
            await teller.StartedAsync(run);
        }

        var heard = books.Origins.Copy();
        foreach (var order in reading.Orders)
            heard.Hear(order);
        (_dry, var judged) = Judge(_dry, Comparison.Of(Book(heard), Venue(heard, reading)), reading, heard);
        foreach (var one in judged.Where(one => one.Stage is DoubtStage.Confirmed && run.Found.Add(one.Finding)))
            await teller.FoundAsync(run, one.Finding, one.Stage);
        var undecided = judged.Count(one => one.Stage == DoubtStage.Suspected);
        if (undecided > 0 && clock.Machine - run.BegunAt < LongestRun)
            return true;
        await teller.FinishedAsync(run, reading.Orders.Count, reading.Positions.Count, undecided);
        books.Asked.Dequeue();
        _dryRun = null;
        return false;
    }

    private async Task ActAsync(ReconcileRun run, JudgedFinding judged, VenueReading reading, CancellationToken cancellationToken)
    {
        var finding = judged.Finding;
        switch (judged.Stage)
        {
            case DoubtStage.Mended:
                run.Mended++;
                if (finding.Kind == FindingKind.ForeignOrder)
                    _foreignTold.Remove(finding.OrderId!);
                await teller.MendedAsync(run, finding, "gone");
                break;
            // It is left alone, so there is nothing to tell again while it stays.
            case DoubtStage.Confirmed when finding is { Kind: FindingKind.ForeignOrder, OrderId: { } foreign } && !_foreignTold.Add(foreign) && run.Asked is null:
                break;
            case DoubtStage.Standing when run.Asked is not null && run.Found.Add(finding):
                await teller.FoundAsync(run, finding, judged.Stage);
                break;
            // What every purchase of a pair costs is no mismatch; the adjustment is told by itself.
            case DoubtStage.Confirmed when finding.IsQuantity && books.Find(finding.Symbol!.Value) is { } book && FeeInKind.Explains(book.Position, finding.Venue - finding.Book):
                await quantities.FollowAsync(finding, reading, cancellationToken);
                _doubts = _doubts.Without(finding);
                break;
            case DoubtStage.Confirmed:
                run.Found.Add(finding);
                await teller.FoundAsync(run, finding, judged.Stage);
                await ActAsync(run, finding, reading, cancellationToken);
                break;
            default:
                break;
        }
    }

    private async Task ActAsync(ReconcileRun run, Finding finding, VenueReading reading, CancellationToken cancellationToken)
    {
        switch (FindingRule.For(finding.Kind).Action)
        {
            case FindingAction.FollowTheVenue:
                var how = await quantities.FollowAsync(finding, reading, cancellationToken);
                _doubts = _doubts.Without(finding);
                run.Mended++;
                await teller.MendedAsync(run, finding, how);
                break;
            case FindingAction.SayWantedAgain when books.Find(finding.Symbol!.Value) is { Position: { TradeId: not null } position } book:
                await writer.WriteAsync(book, position, run.Id, cancellationToken, again: true);
                break;
            // What the order was to cover is bare from now on, as far as anybody knows.
            case FindingAction.Alarm when finding is { Kind: FindingKind.LostOrder, OrderId: { } lost } && books.Origins.Lose(lost):
                if (books.Find(finding.Symbol!.Value) is { Position.Quantity.IsZero: false } bare)
                    await writer.WriteAsync(bare, bare.Position, run.Id, cancellationToken, again: true);
                break;
            default:
                break;
        }
    }

    private async Task TellConditionsAsync(ReconcileRun run)
    {
        var standing = _doubts.Standing.Select(finding => (Finding: finding, FindingRule.For(finding.Kind).Condition)).Where(one => one.Condition is not null).ToArray();
        foreach (var (finding, condition) in standing)
            await conditions.RaiseAsync(condition!.Value, ReconcileTeller.TextOf(finding), finding.Symbol, run.Id);
        foreach (var raised in conditions.Raised.Where(raised => Own.Contains(raised.Condition) && !standing.Any(one => one.Condition == raised.Condition && one.Finding.Symbol == raised.Symbol)))
            await conditions.ClearAsync(raised.Condition, "Book and venue agree again.", raised.Symbol, run.Id);
    }

    private async Task<ReconcileRun> BeginAsync(VenueReading reading)
    {
        var cause = reading.Request.Plan.Cause;
        var run = new ReconcileRun(string.Create(CultureInfo.InvariantCulture, $"reconcile-{cause}-{clock.Machine.UtcDateTime:yyyyMMddHHmmssfff}"), cause, asked: null, clock.Machine);
        if (run.IsTold)
            await teller.StartedAsync(run);
        return run;
    }

    private async Task EndAsync(ReconcileRun run, VenueReading reading, int undecided)
    {
        if (undecided > 0 && clock.Machine - run.BegunAt < LongestRun)
            return;
        _run = null;
        if (run.IsTold || run.Found.Count > 0 || run.Mended > 0)
            await teller.FinishedAsync(run, reading.Orders.Count, reading.Positions.Count, undecided);
    }

    private (Doubts, IReadOnlyList<JudgedFinding>) Judge(Doubts doubts, IReadOnlyList<Finding> found, VenueReading reading, OrderOrigins origins) => doubts.Judge(
        found, reading.AskedAt, symbol => books.Find(symbol)?.LastUpdate, books.Origins.InFlight(clock.Machine - LongestFlight), finding => QuietOf(finding, origins));

    private TimeSpan QuietOf(Finding finding, OrderOrigins origins)
    {
        var quiet = TimeSpan.FromSeconds(options.QuietSeconds);
        return finding.Kind == FindingKind.Phantom && quiet < ReservedQuiet && origins.AnySells(finding.Symbol!.Value) ? ReservedQuiet : quiet;
    }

    private BookStatement Book(OrderOrigins origins) => new(
        [.. books.Symbols.Select(book => book.Position)], origins.Of, symbol => books.Trades(symbol, clock.Venue));

    private static VenueStatement Venue(OrderOrigins origins, VenueReading reading) => new(
        origins.Orders.Values.Where(order => !origins.IsLost(order.VenueOrderId)).ToDictionary(order => order.VenueOrderId, StringComparer.Ordinal),
        reading.Positions.GroupBy(held => held.Symbol).ToDictionary(group => group.Key, group => group.Sum(held => held.Quantity)),
        [.. reading.Unknown.Select(origins.Orders.GetValueOrDefault).OfType<VenueOrder>().Where(order => !order.IsTerminal)]);
}
