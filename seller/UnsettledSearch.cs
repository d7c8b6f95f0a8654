using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using Pipeline.Contracts;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Hosting;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Seller;

/// <summary>Finds what was unsettled when an earlier life ended: it is looked after even if its message was acknowledged long ago.</summary>
internal sealed class UnsettledSearch(SellerBook book, StoredMessages stored, StageRun run, TimeProvider machine, ILogger<UnsettledSearch> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>The newest wanted state of each unsettled symbol; where nobody speaks of one that was asked something for, nothing, so that the request finds its end.</summary>
    public async Task<IReadOnlyList<SellSignal>> FindAsync(CancellationToken stopping)
    {
        KillPoint.Reached(KillPoints.SellerRecoveryBooksRead);
        var found = new List<SellSignal>();
        foreach (var symbol in book.Unsettled())
        {
            if (await NewestAsync(symbol, stopping) is { } wanted && wanted.Account == run.Account)
                found.Add(wanted);
            else if (book.Unanswered(symbol).FirstOrDefault(intent => intent.Account == run.Account) is { } asked)
                found.Add(Unspoken(asked));
        }

        KillPoint.Reached(KillPoints.SellerRecoveryFound);
        return found;
    }

    /// <summary>Wants nothing of the symbol, below every epoch that is ever said.</summary>
    internal static SellSignal Unspoken(OrderIntent asked) => new()
    {
        Id = $"unspoken-{asked.Id}",
        CorrelationId = asked.CorrelationId,
        CausationId = asked.Id,
        VenueTime = asked.VenueTime,
        MachineTime = asked.MachineTime,
        Account = asked.Account,
        Symbol = asked.Symbol,
        Epoch = 0,
        TradeId = asked.TradeId,
        Strategy = "adopted",
        Want = WantedState.Protect,
        Quantity = Shares.Zero,
        StopPrice = asked.StopPrice,
        EntryEnded = true,
    };

    private async Task<SellSignal?> NewestAsync(Symbol symbol, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                var last = await stored.LastMessageOfAsync(Streams.Signals, Subjects.Sell(symbol), stopping);
                return last is not null && MessageReading.TryRead<SellSignal>(last.Data.Span, out var wanted, out _) ? wanted : null;
            }
            catch (NatsException away) when (away is not NatsServerException)
            {
                Log.TriedAgain(logger, $"Looking for what is wanted of {symbol}", away.Message);
            }

            await Task.Delay(Pause, machine, stopping);
        }
    }
}
