using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Orders;
using Pipeline.Hosting;
using Pipeline.Messaging;
using Pipeline.Seller.Journal;

namespace Pipeline.Seller;

/// <summary>Makes intents and answers durable before anything follows from them: in the journal at once, on ORDERS as soon as NATS takes them.</summary>
/// <remarks>ORDERS gets them one by one, in their order, each once: an intent's subject takes one message only, an answer has its message id.</remarks>
public sealed class OrderRecords(
    SellerJournal journal, MessagePublisher publisher, StoredMessages stored, PipelineConnection connection, TimeProvider machine, ILogger<OrderRecords> logger) : IOrderRecords
{
    /// <summary>How long a request waits for ORDERS once it is in the journal: a server that hangs is taken for away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Queue<OwedRecord> _owed = new(journal.Found.Owed.Select(record => new OwedRecord(record)));
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Records that ORDERS does not have yet.</summary>
    public int Owed
    {
        get
        {
            lock (_gate)
                return _owed.Count;
        }
    }

    /// <inheritdoc />
    public Task<OrderIntent?> StoreAsync(OrderIntent intent)
    {
        ArgumentNullException.ThrowIfNull(intent);
        return StoreAsync(new JournalRecord.Intended(intent));
    }

    /// <inheritdoc />
    public Task StoreAsync(OrderAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return StoreAsync(new JournalRecord.Answered(answer));
    }

    /// <summary>Carries to ORDERS what it does not have, for as long as the process lives.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await connection.OpenedAsync(stopping);
        var found = Owed;
        while (true)
        {
            OwedRecord? next;
            lock (_gate)
                _owed.TryPeek(out next);
            if (next is null)
            {
                await _news.Reader.ReadAsync(stopping);
                continue;
            }

            if (!connection.IsOpen || !await CarryAsync(next, stopping))
            {
                await Task.Delay(Pause, machine, stopping);
                continue;
            }

            lock (_gate)
            {
                if (_owed.TryPeek(out var first) && first == next)
                    _owed.Dequeue();
            }

            journal.Note(new JournalRecord.Carried(IdOf(next.Record)));
            if (found > 0 && --found == 0)
                Log.Imported(logger);
        }
    }

    private async Task<OrderIntent?> StoreAsync(JournalRecord record)
    {
        var (owed, isAlone) = (new OwedRecord(record), !connection.IsOpen);
        if (isAlone)
            KillPoint.Reached(KillPoints.SellerAloneRecording);
        lock (_gate)
            _owed.Enqueue(owed);
        _news.Writer.TryWrite(true);
        var written = journal.AppendAsync(record);
        await written.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (isAlone && written.IsCompletedSuccessfully)
            KillPoint.Reached(KillPoints.SellerAloneRecorded);
        if (connection.IsOpen || written.IsFaulted)
            await ((Task)owed.Carried.Task).WaitAsync(Patience, machine, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (owed.Carried.Task is { IsCompletedSuccessfully: true, Result: var other })
            return other;
        if (written.IsFaulted)
            Abandon(owed);
        await written;
        return null;
    }

    // Durable nowhere: nothing is sent on it, so it must not come to ORDERS later and be taken for something that was.
    private void Abandon(OwedRecord owed)
    {
        lock (_gate)
        {
            var left = _owed.Where(one => one != owed).ToList();
            _owed.Clear();
            left.ForEach(_owed.Enqueue);
        }
    }

    // False: not now.
    private async Task<bool> CarryAsync(OwedRecord owed, CancellationToken stopping)
    {
        try
        {
            var (isThere, other) = owed.Record is JournalRecord.Answered { Answer: var answer }
                ? (await publisher.PublishAsync(Subjects.Answer(Processes.Seller, answer.IntentId), answer, PublishExpectation.Once(answer.Id) with { Patience = Patience }, stopping) is PublishResult.Stored, null)
                : await CarryAsync(((JournalRecord.Intended)owed.Record).Intent, stopping);
            if (isThere)
                owed.Carried.TrySetResult(other);
            return isThere;
        }
        catch (NATS.Client.Core.NatsException away)
        {
            Log.NotCarried(logger, IdOf(owed.Record), away.Message);
            return false;
        }
        catch (PublishRefusedException never)
        {
            // It would keep all others back for ever; the journal and the log have it.
            Log.NeverCarried(logger, IdOf(owed.Record), never.Message);
            owed.Carried.TrySetResult(null);
            return true;
        }
    }

    private async Task<(bool IsThere, OrderIntent? Other)> CarryAsync(OrderIntent intent, CancellationToken stopping)
    {
        var subject = Subjects.SellerIntent(intent.Id);
        var result = await publisher.PublishAsync(subject, intent, PublishExpectation.After(0) with { Patience = Patience }, stopping);
        if (result is not PublishResult.WrongSequence)
            return (result is PublishResult.Stored, null);

        // Carried by a life that died before it could note so; or a cancel, which asked for again is the same cancel.
        if (intent.Action == OrderAction.Cancel || await stored.LastMessageOfAsync(Streams.Orders, subject, stopping) is not { } there)
            return (true, null);
        if (there.Data.Span.SequenceEqual(ContractsJson.Write(intent)))
            return (true, null);
        Log.IntentTaken(logger, intent.Id);
        return (true, MessageReading.TryRead<OrderIntent>(there.Data.Span, out var other, out _) ? other : null);
    }

    private static string IdOf(JournalRecord record) => record switch
    {
        JournalRecord.Intended { Intent: var intent } => intent.Id,
        JournalRecord.Answered { Answer: var answer } => answer.Id,
        _ => throw new ArgumentOutOfRangeException(nameof(record), record, "Not a record of ORDERS."),
    };

    private sealed class OwedRecord(JournalRecord record)
    {
        public JournalRecord Record => record;

        public TaskCompletionSource<OrderIntent?> Carried { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
