using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Messaging;

namespace Pipeline.Orchestrator.Alerts;

/// <summary>Stores the events about alerts in their order, as soon as nats-server takes them; an alert is sent without waiting for it.</summary>
internal sealed class AlertStore(ILogger logger)
{
    private const int MostWaiting = 2_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Channel<PipelineEvent> _waiting = Channel.CreateBounded<PipelineEvent>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private int _unstored;

    /// <summary>True when all that was told is stored.</summary>
    public bool IsEmpty => Volatile.Read(ref _unstored) == 0;

    /// <summary>Never waits; what finds no room is logged and lost to the list of alerts, not to whom it was sent.</summary>
    public void Tell(PipelineEvent told)
    {
        Interlocked.Increment(ref _unstored);
        if (_waiting.Writer.TryWrite(told))
            return;
        Interlocked.Decrement(ref _unstored);
        AlertLog.NotStored(logger, "too many wait for nats-server");
    }

    public async Task RunAsync(MessagePublisher publisher, CancellationToken stopping)
    {
        while (await _waiting.Reader.WaitToReadAsync(stopping))
        {
            while (_waiting.Reader.TryPeek(out var told))
            {
                if (!await StoreAsync(publisher, told, stopping))
                    continue;
                _waiting.Reader.TryRead(out _);
                Interlocked.Decrement(ref _unstored);
            }
        }
    }

    private async Task<bool> StoreAsync(MessagePublisher publisher, PipelineEvent told, CancellationToken stopping)
    {
        try
        {
            var expectation = PublishExpectation.Once(told.Id) with { Patience = Patience };
            return await publisher.PublishAsync(Subjects.Event(Processes.Orchestrator, told.Type), told, expectation, stopping) is PublishResult.Stored;
        }
        catch (PublishRefusedException never)
        {
            AlertLog.NotStored(logger, never.Message);
            return true;
        }
    }
}
