using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using Pipeline.Contracts;
using Pipeline.Contracts.Signals;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Monitor.Books;

/// <summary>The newest epoch ever said of a symbol, where the book cannot tell it: a book that is new, lost or unreadable must not begin below what the seller has heard.</summary>
internal sealed class KnownEpochs(StageRun run, StoredMessages stored, TimeProvider machine, ILogger<KnownEpochs> logger)
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for nats-server: a position written under a known epoch would be passed over.</summary>
    public async Task<long> NewestAsync(SymbolBook book, CancellationToken cancellationToken)
    {
        while (!run.ReadsInput)
        {
            try
            {
                var last = await stored.LastMessageOfAsync(Streams.Signals, Subjects.Sell(book.Symbol), cancellationToken);
                return last is not null && MessageReading.TryRead<SellSignal>(last.Data.Span, out var said, out _) && said.Account == run.Account
                    ? Math.Max(said.Epoch, book.Stored.Epoch)
                    : book.Stored.Epoch;
            }
            catch (NatsException away)
            {
                Log.EpochUnread(logger, book.Symbol.Name, away.Message);
                await Task.Delay(RetryPause, machine, cancellationToken);
            }
        }

        return book.Stored.Epoch;
    }
}
