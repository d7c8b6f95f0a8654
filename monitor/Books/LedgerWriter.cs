using System.Globalization;
using System.Text;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Domain.Exits.Rules;
using Pipeline.Hosting;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Monitor.Books;

/// <summary>Writes what the monitor owns, in the order that survives a crash: the order's news, the position, then what is wanted of it.</summary>
internal sealed class LedgerWriter(StageRun run, MonitorBooks books, MonitorClock clock, MessagePublisher publisher, KnownEpochs epochs, LedgerTeller teller)
{
    /// <summary>Publishes what the venue said of an order; said twice, it is stored once.</summary>
    public async Task WriteAsync(
        VenueOrder order, string word, Execution? execution, string correlation, CancellationToken cancellationToken, ExecutionAmendment? amendment = null)
    {
        var id = string.Create(
            CultureInfo.InvariantCulture,
            $"order-{order.VenueOrderId}-{word}-{order.RawStatus}-{order.FilledQuantity}-{(order.UpdatedAt ?? order.SubmittedAt)?.UtcTicks}{amendment?.Id}");
        var update = new OrderUpdate
        {
            Id = id,
            CorrelationId = correlation,
            CausationId = order.VenueOrderId,
            VenueTime = clock.Venue,
            MachineTime = clock.Machine,
            Account = run.Account,
            Event = word,
            Order = order with { Legs = [] },
            Execution = execution,
            Amendment = amendment,
        };
        await PublishAsync(Subjects.VenueOrder(order.VenueOrderId), update, PublishExpectation.Once(id), cancellationToken);
    }

    /// <summary>Publishes the position when it has changed, then the wanted state when that has changed.</summary>
    /// <param name="cause">The id of what led to it.</param>
    /// <param name="again">Says the wanted state again under a new epoch although it is the same.</param>
    /// <exception cref="LedgerConflictException">Another process wrote the position.</exception>
    public async Task WriteAsync(SymbolBook book, Position next, string cause, CancellationToken cancellationToken, bool again = false)
    {
        var before = book.Sequence == 0 || book.IsUnreadable ? book.Stored with { Epoch = await epochs.NewestAsync(book, cancellationToken) } : book.Stored;
        next = WantedSignal.Advance(before, next, again) with
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"position-{run.Account}-{book.Symbol.Token}-{book.Sequence + 1}"),
            CorrelationId = next.CorrelationId.Length > 0 ? next.CorrelationId : next.TradeId ?? cause,
            CausationId = cause,
            VenueTime = clock.Venue,
            MachineTime = clock.Machine,
        };
        KillPoint.Reached(KillPoints.MonitorPositionFolded);
        // Told before it is done: whoever dies in between leaves the story whole, and the next says it under the same ids. Told after, it would be lost with the teller.
        await teller.TellAsync(before, next);
        var result = await PublishAsync(Subjects.Position(run.Account, book.Symbol), next, PublishExpectation.After(book.Sequence), cancellationToken);
        KillPoint.Reached(KillPoints.MonitorPositionStored);
        book.Store(next, SequenceOf(book, result), clock.Machine);
        if (next.Epoch != before.Epoch)
            await SayWantedAsync(next, cancellationToken);
        KillPoint.Reached(KillPoints.MonitorWantedStored);
    }

    /// <summary>Publishes the wanted state that follows from a stored position; the same position says the same message.</summary>
    public async Task SayWantedAsync(Position position, CancellationToken cancellationToken)
    {
        if (WantedSignal.Of(position, position.CorrelationId) is not { } wanted)
            return;
        SellSignal said = wanted with { CausationId = position.Id, VenueTime = clock.Venue, MachineTime = clock.Machine };
        await PublishAsync(Subjects.Sell(position.Symbol), said, PublishExpectation.Once(said.Id), cancellationToken);
    }

    /// <summary>Publishes a trading day with its baseline, unless somebody else has written it meanwhile.</summary>
    public async Task WriteAsync(Session session, CancellationToken cancellationToken)
    {
        var expected = books.DaySequences.GetValueOrDefault(session.Day);
        if (await PublishAsync(Subjects.Session(session.Day), session, PublishExpectation.After(expected), cancellationToken) is PublishResult.Stored stored)
            (books.Days[session.Day], books.DaySequences[session.Day]) = (session, stored.Sequence);
    }

    /// <summary>Keeps a copy of what cannot be read where a person finds it, and says so.</summary>
    public async Task QuarantineAsync(BookEntry entry, string reason, CancellationToken cancellationToken)
    {
        var origin = $"{entry.Stream}-{entry.Sequence}";
        var letter = new DeadLetter
        {
            Id = $"dlq-{run.Process}-{origin}",
            CorrelationId = origin,
            CausationId = origin,
            VenueTime = clock.Venue,
            MachineTime = clock.Machine,
            Process = run.Process,
            Stream = entry.Stream,
            Sequence = entry.Sequence,
            Subject = entry.Subject,
            Reason = reason,
            Deliveries = 1,
            Data = entry.Data.ToArray(),
        };
        await PublishAsync(Subjects.DeadLetter(run.Process), letter, PublishExpectation.Once(letter.Id), cancellationToken);
        await teller.QuarantinedAsync(letter);
    }

    private async Task<PublishResult> PublishAsync<T>(string subject, T message, PublishExpectation expectation, CancellationToken cancellationToken)
        where T : Message
    {
        if (!run.DryRun)
            return await publisher.PublishAsync(subject, message, expectation, cancellationToken);
        await Console.Out.WriteLineAsync($$"""{"subject":"{{subject}}","data":{{Encoding.UTF8.GetString(ContractsJson.Write(message))}}}""");
        return new PublishResult.Stored((expectation.LastSubjectSequence ?? 0) + 1, Duplicate: false);
    }

    private static ulong SequenceOf(SymbolBook book, PublishResult result) => result switch
    {
        PublishResult.Stored stored => stored.Sequence,
        PublishResult.WrongSequence wrong => throw new LedgerConflictException(book.Symbol, book.Sequence, wrong.Last),
        PublishResult.Unknown unknown => throw new InvalidOperationException($"The position of {book.Symbol} may or may not be stored: {unknown.Reason}"),
        _ => throw new InvalidOperationException($"Not a result: {result}"),
    };
}
