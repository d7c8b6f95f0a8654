using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Identity;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;
using Pipeline.Tests.TestKit.Buyer;

namespace Pipeline.Tests.Benchmarks.Latency;

/// <summary>Has the buyer buy, and reads from its own events when it sent the order.</summary>
internal sealed class BuyerPath : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Ends = ["entry_answered", "signal_refused", "entry_unknown", "message_quarantined"];

    private readonly BuyerSystem _system;
    private readonly CancellationTokenSource _over = new();
    private readonly Channel<PipelineEvent> _events = Channel.CreateUnbounded<PipelineEvent>();
    private readonly Task _listening;

    private BuyerPath(BuyerSystem system)
    {
        _system = system;
        _listening = ListenAsync();
    }

    public static async Task<BuyerPath> StartAsync(BuyerSystem system)
    {
        var path = new BuyerPath(system);
        await system.Viewer.Nats.PingAsync();
        system.StartBuyer();
        return path;
    }

    /// <summary>Waits until the buyer has started and bought once, and tells how much that stored.</summary>
    public async Task<MessageSizes> BuyFirstAsync(Symbol symbol)
    {
        var signal = await PrepareAsync(symbol);
        await MeasureAsync(signal);
        var intentId = ClientOrderId.Digest(BuyerSystem.Account, signal.Id);
        var intent = await _system.Stored.LastMessageOfAsync(Streams.Entries, Subjects.Entry(BuyerSystem.Account, intentId), _over.Token);
        return new MessageSizes(ContractsJson.Write(signal).Length, intent!.Data.Length);
    }

    /// <summary>A signal of the venue's own quote, which is said first.</summary>
    public async Task<BuySignal> PrepareAsync(Symbol symbol)
    {
        var signal = await _system.SignalAsync(symbol);
        var quote = new QuoteValues { Bid = signal.Bar.Close, Ask = signal.Bar.Close, BidSize = new Shares(100), AskSize = new Shares(100), At = signal.VenueTime };
        await _system.PublishAsync(Processes.Scanner, Subjects.Quote(symbol), Quote(signal, quote));
        return signal with { Quote = quote };
    }

    /// <summary>The time from right before the signal's publication to right before the order's request; returns once the venue has answered.</summary>
    public async Task<TimeSpan> MeasureAsync(BuySignal prepared)
    {
        var signal = prepared with { MachineTime = TimeProvider.System.GetUtcNow() };
        await _system.PublishAsync(signal);
        try
        {
            return await SentAsync(signal).InTime($"the order of {signal.Id}", Patience);
        }
        catch (TimeoutException late)
        {
            throw new InvalidOperationException($"{late.Message} The buyer said: {_system.Output}", late);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
    }

    private async Task<TimeSpan> SentAsync(BuySignal signal)
    {
        TimeSpan? latency = null;
        await foreach (var told in _events.Reader.ReadAllAsync(_over.Token))
        {
            if (told.CorrelationId != signal.CorrelationId)
                continue;
            if (told.Type == "entry_sent")
                latency ??= Moment(told, "sentAt") - Moment(told, "signalPublishedAt");
            if (Ends.Contains(told.Type))
                return told.Type == Ends[0] && latency is { } measured ? measured : throw new InvalidOperationException($"{signal.Id} was not bought: {told.Type} {told.Reason} {told.Text}");
        }

        throw new InvalidOperationException("The buyer's events ended.");
    }

    private async Task ListenAsync()
    {
        var reader = new CoreReader<PipelineEvent>(_system.Viewer, NullLogger<CoreReader<PipelineEvent>>.Instance);
        await foreach (var (_, told) in reader.ReadAsync(Subjects.Event(Processes.Buyer, "*"), _over.Token))
            await _events.Writer.WriteAsync(told, _over.Token);
    }

    private static DateTimeOffset Moment(PipelineEvent told, string fact) =>
        DateTimeOffset.Parse(told.Facts[fact], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private static MarketQuote Quote(BuySignal signal, QuoteValues quote) => new()
    {
        Id = $"{signal.Id}-quote",
        CorrelationId = signal.CorrelationId,
        CausationId = signal.CausationId,
        VenueTime = signal.VenueTime,
        MachineTime = signal.MachineTime,
        Symbol = signal.Symbol,
        Quote = quote,
    };
}
