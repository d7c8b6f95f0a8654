using System.Runtime.CompilerServices;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Signals;
using Pipeline.Domain.Exits.Convergence;
using Pipeline.Hosting;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Seller;

/// <summary>Records a closed round trip once, whoever crashes when: the trade, then the cooldown, then what there is to tell.</summary>
public sealed class TradeRecorder(
    MessagePublisher publisher, StoredMessages stored, EventTeller teller, HotOptions<SellerOptions> options, VenueClock venue, TimeProvider machine)
{
    /// <summary>Messages of LEDGER: some weeks of them.</summary>
    private const ulong SearchedBack = 100_000;

    /// <param name="closed">The book of the round trip, closed.</param>
    /// <param name="wanted">What ended it.</param>
    /// <param name="cancellationToken">Ends the attempt; what is recorded stays so.</param>
    /// <param name="closedAt">The closed book's sequence on LEDGER, when found there late: a cooldown set since then stays.</param>
    public async Task RecordAsync(Position closed, SellSignal wanted, CancellationToken cancellationToken, ulong? closedAt = null)
    {
        ArgumentNullException.ThrowIfNull(closed);
        ArgumentNullException.ThrowIfNull(wanted);
        if (ClosedTrade.Of(closed, wanted, venue.Now, machine.GetUtcNow()) is { } trade)
            await RecordTradeAsync(trade, wanted, cancellationToken);
        else
        {
            await teller.TellAsync("trade_recorded", EventSeverity.Error, wanted.CorrelationId, wanted.Id, wanted.Symbol, reason: "price_unknown",
                text: "The position was closed at prices that nobody told: no trade is recorded.", id: $"trade-unpriced-{wanted.TradeId}");
        }

        var cooldown = closedAt is null ? null : await stored.LastMessageOfAsync(Streams.Ledger, Subjects.Cooldown(wanted.Symbol), cancellationToken);
        if (cooldown is null || cooldown.Sequence < closedAt)
            await CoolDownAsync(wanted, cancellationToken);
    }

    /// <summary>Records a trade that an earlier life left out, although the symbol's book tells of the next one already.</summary>
    /// <param name="wanted">The exit that was wanted of it.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task RecordIfMissingAsync(SellSignal wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var last = await stored.LastSequenceOfAsync(Streams.Ledger, cancellationToken);
        var from = last > SearchedBack ? last - SearchedBack : 1;

        // The book of a closed round trip is said again after its trade: it is no sign that the trade is missing.
        await foreach (var message in EachOfAsync(Subjects.Trade(wanted.Account, wanted.Symbol), from, cancellationToken))
        {
            if (ReadOrNull<Trade>(message)?.TradeId == wanted.TradeId)
                return;
        }

        (Position Book, ulong Sequence)? closed = null;
        await foreach (var message in EachOfAsync(Subjects.Position(wanted.Account, wanted.Symbol), from, cancellationToken))
        {
            if (ReadOrNull<Position>(message) is { } book && ClosedTrade.IsClosed(book, wanted.TradeId))
                closed = (book, message.Sequence);
        }

        if (closed is { } found)
            await RecordAsync(found.Book, wanted, cancellationToken, closedAt: found.Sequence);
    }

    private async IAsyncEnumerable<RawMessage> EachOfAsync(string subject, ulong from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await stored.NextMessageAsync(Streams.Ledger, subject, from, cancellationToken) is { } message)
        {
            from = message.Sequence + 1;
            yield return message;
        }
    }

    private async Task RecordTradeAsync(Trade trade, SellSignal wanted, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(await StoreAsync(Subjects.Trade(trade.Account, trade.Symbol), trade, last => last.TradeId == trade.TradeId, cancellationToken), trade))
            Measures.Recorded(trade);
        KillPoint.Reached(KillPoints.SellerTradeStored);
        await teller.TellAsync("trade_recorded", EventSeverity.Info, wanted.CorrelationId, wanted.Id, trade.Symbol,
            reason: System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(trade.ExitReason.ToString()), id: $"trade-recorded-{trade.TradeId}", facts: new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["quantity"] = trade.Quantity.ToString(),
                ["entryPrice"] = trade.EntryPrice.ToString(),
                ["exitPrice"] = trade.ExitPrice.ToString(),
                ["profit"] = trade.Profit.ToString(),
            });
    }

    private async Task CoolDownAsync(SellSignal wanted, CancellationToken cancellationToken)
    {
        var cooldown = new Cooldown
        {
            Id = $"cooldown-{wanted.TradeId}",
            CorrelationId = wanted.CorrelationId,
            CausationId = wanted.TradeId,
            VenueTime = venue.Now,
            MachineTime = machine.GetUtcNow(),
            Symbol = wanted.Symbol,
            Until = venue.Now.AddMinutes(options.Now.Options.CooldownMinutes),
            TradeId = wanted.TradeId,
        };
        var kept = await StoreAsync(Subjects.Cooldown(wanted.Symbol), cooldown, last => last.TradeId == wanted.TradeId, cancellationToken);
        KillPoint.Reached(KillPoints.SellerCooldownStored);
        await teller.TellAsync("cooldown_set", EventSeverity.Info, wanted.CorrelationId, wanted.Id, wanted.Symbol,
            id: $"cooldown-set-{wanted.TradeId}", facts: new SortedDictionary<string, string>(StringComparer.Ordinal) { ["until"] = $"{kept.Until:O}" });
    }

    // What nobody can read is no record of ours: the books' readers have put it aside and said so.
    private static T? ReadOrNull<T>(RawMessage message)
        where T : Message => MessageReading.TryRead<T>(message.Data.Span, out var read, out _) ? read : null;

    // Compare and set on the subject's last message: a message that an earlier life stored is kept as it is.
    private async Task<T> StoreAsync<T>(string subject, T message, Func<T, bool> isSame, CancellationToken cancellationToken)
        where T : Message
    {
        while (true)
        {
            var last = await stored.LastMessageOfAsync(Streams.Ledger, subject, cancellationToken);
            if (last is not null && ReadOrNull<T>(last) is { } there && isSame(there))
                return there;
            if (await publisher.PublishAsync(subject, message, PublishExpectation.After(last?.Sequence ?? 0), cancellationToken) is PublishResult.Stored)
                return message;
        }
    }
}
