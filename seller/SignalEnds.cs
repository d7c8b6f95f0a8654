using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using Pipeline.Contracts.Signals;
using Pipeline.Hosting;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Seller;

/// <summary>What becomes of messages that are brought about, void or overtaken. Nobody waits for it: while NATS is away it is tried until it is back.</summary>
internal sealed class SignalEnds(TradeRecorder recorder, SellerBook book, StageRun run, TimeProvider machine, ILogger<SignalEnds> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static async Task SettleAsync(Delivery<SellSignal> delivery, CancellationToken stopping)
    {
        KillPoint.Reached(KillPoints.SellerSignalSettling);
        await delivery.SettleAsync(HandlingOutcome.Handled, stopping);
        KillPoint.Reached(KillPoints.SellerSignalSettled);
    }

    /// <summary>A message of an epoch that is over; a trade that an earlier life left out is recorded first.</summary>
    public async Task SettleVoidAsync(Delivery<SellSignal> delivery, string currentTradeId, CancellationToken stopping)
    {
        if (delivery.Message.Want == WantedState.Exit && delivery.Message.TradeId != currentTradeId && !run.DryRun)
            await PatientlyAsync(delivery.Message, stopping);
        await delivery.SettleAsync(HandlingOutcome.Handled, stopping);
    }

    /// <summary>What an older epoch wanted is void; but a trade that has ended is recorded before it is forgotten.</summary>
    public async Task SupersedeAsync(IReadOnlyList<Delivery<SellSignal>> old, SellSignal? unfinished, string tradeId, CancellationToken stopping)
    {
        if (unfinished is { Want: WantedState.Exit } exit && exit.TradeId != tradeId && !run.DryRun)
        {
            await PatientlyAsync(exit, stopping);
            book.Forget(exit.TradeId);
        }

        foreach (var delivery in old)
            await delivery.SettleAsync(HandlingOutcome.Handled, stopping);
    }

    private async Task PatientlyAsync(SellSignal exit, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await recorder.RecordIfMissingAsync(exit, stopping);
                return;
            }
            catch (NatsException away)
            {
                Log.TriedAgain(logger, $"Recording the trade {exit.TradeId}", away.Message);
            }

            await Task.Delay(Pause, machine, stopping);
        }
    }
}
