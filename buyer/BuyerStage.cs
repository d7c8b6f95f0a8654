using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pipeline.Broker.Port;
using Pipeline.Buyer.Deciding;
using Pipeline.Buyer.Sending;
using Pipeline.Buyer.Sources;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Values;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Home;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;

namespace Pipeline.Buyer;

/// <summary>Ties the sources to the loop; a source or an errand that fails ends the stage.</summary>
internal sealed class BuyerStage(IServiceProvider services, StageRun run, BuyerOptions options, TimeProvider machine, ILogger<BuyerStage> logger) : IStage
{
    private const int InputsWaiting = 4096;
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CalmInterval = TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(CancellationToken stopping)
    {
        var inputs = Channel.CreateBounded<BuyerInput>(new BoundedChannelOptions(InputsWaiting) { SingleReader = true });
        var refresh = new AccountRefresh();
        using var pulse = new Pulse(TickInterval, CalmInterval, machine);
        var loop = Loop(inputs, refresh, pulse);
        using var over = new CancellationTokenSource();
        using var sources = CancellationTokenSource.CreateLinkedTokenSource(stopping, over.Token);
        List<Task> running = [.. Sources(inputs, refresh, sources.Token, over.Token), TickAsync(inputs, pulse, over.Token), TellStoppingAsync(inputs, stopping, over.Token)];
        var watched = running.ConvertAll(source => WatchAsync(source, inputs));
        try
        {
            await loop.RunAsync();
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(watched);
        }
    }

    private BuyerLoop Loop(Channel<BuyerInput> inputs, AccountRefresh refresh, Pulse pulse)
    {
        var (limits, timing, venue) = (options.ToLimits(), options.ToTiming(), services.GetRequiredService<VenueClock>());
        var publisher = services.GetRequiredService<MessagePublisher>();
        var knowledge = new BuyerKnowledge(
            run.Account, venue, machine, services.GetRequiredService<HaltLatch>(), !run.ReadsInput && (options.Fractions || options.Crypto),
            () => services.GetRequiredService<PipelineConnection>().IsOpen, () => run.ReadsInput ? machine.GetUtcNow() : services.GetRequiredService<BookFollower>().CheckedAt);
        if (run.ReadsInput)
            knowledge.AssumeActive();
        var gate = new MoneyGate(publisher, services.GetRequiredService<StoredMessages>(), machine);
        var errands = new VenueErrands(
            inputs, gate, publisher, services.GetRequiredService<IBuyGateway>(), services.GetRequiredService<IVenueReader>(), services.GetRequiredService<IMarketData>(),
            knowledge.WhyNotSend, venue, machine);
        var events = new BuyerEvents(services.GetRequiredService<EventTeller>());
        var entries = new EntryDesk(run, knowledge, errands, timing, events, venue, machine);
        var messages = new EntryMessages(run.Account, timing);
        var signals = new SignalDesk(run, knowledge, entries, errands, messages, services.GetRequiredService<HotOptions<BuyerOptions>>(), events, logger);
        var cancels = new CancelDesk(knowledge, errands, timing, events, venue, machine);
        var trouble = new TroubleDesk(knowledge.Difficulties, services.GetRequiredService<Conditions>(), knowledge.Book, limits.MinNotional, machine);
        var worth = new AccountTelling(run, services.GetRequiredService<EventTeller>(), machine);
        return new BuyerLoop(inputs, run, knowledge, signals, entries, cancels, trouble, errands, refresh, events, worth, services.GetRequiredService<StageReadiness>(), services.GetRequiredService<EndingMark>(), services.GetRequiredService<LeftBehind>(), pulse, machine, logger);
    }

    private IEnumerable<Task> Sources(Channel<BuyerInput> inputs, AccountRefresh refresh, CancellationToken token, CancellationToken over)
    {
        if (run.ReadsInput)
        {
            var recorded = new RecordedSource(Console.In, new Money(options.MaxExposure), machine, services.GetRequiredService<ILoggerFactory>());
            yield return recorded.ReadAsync(services.GetRequiredService<BookFollower>().FollowAsync(token), inputs, token);
            yield break;
        }

        var streams = services.GetRequiredService<StreamSources>();
        // Asked to end it still hears of its orders: one that has not read the books yet must, to know which are open.
        yield return streams.FollowBooksAsync(inputs, over);
        yield return streams.HearHeartbeatsAsync(inputs, token);
        yield return streams.HearQuotesAsync(inputs, token);
        yield return streams.ReadSignalsAsync(inputs, token);
        yield return streams.ReportLagAsync(token);
        var venue = new VenueSources(services.GetRequiredService<IVenueReader>(), refresh, options, services.GetRequiredService<VenueClock>(), machine, logger);
        yield return venue.VerifyLongOnlyAsync(inputs, token);
        yield return venue.ReadAccountAsync(inputs, token);
        yield return venue.ReadAssetsAsync(inputs, token);
        yield return venue.WatchClockAsync(inputs, token);
    }

    private static async Task TickAsync(ChannelWriter<BuyerInput> inputs, Pulse pulse, CancellationToken over)
    {
        while (await pulse.NextAsync(over))
            await inputs.WriteAsync(new BuyerInput.Ticked(), over);
    }

    private static async Task TellStoppingAsync(ChannelWriter<BuyerInput> inputs, CancellationToken stopping, CancellationToken over)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = stopping.Register(asked.SetResult);
        await asked.Task.WaitAsync(over);
        await inputs.WriteAsync(new BuyerInput.Stopping(), over);
    }

    /// <summary>Hands a source's fault to the loop; being canceled is how a source ends.</summary>
    private static async Task WatchAsync(Task source, Channel<BuyerInput> inputs)
    {
        try
        {
            await source;
        }
        catch (OperationCanceledException)
        {
            // The stage is stopping or over.
        }
        catch (Exception fault)
        {
            inputs.Writer.TryComplete(fault);
        }
    }
}
