using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Domain.Risk;
using Pipeline.Messaging;
using Pipeline.Orchestrator.Supervision;
using Pipeline.Orchestrator.Trading;
using Pipeline.Tests.Integration.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Store;

/// <summary>Whoever keeps the trading state writes over what it has read, and over nothing else.</summary>
public sealed class TradingStateKeeperTests(MessagingServer messaging) : IClassFixture<MessagingServer>
{
    [Fact]
    public async Task What_a_new_store_says_is_not_overwritten_by_one_who_still_knows_the_old_store_s_words()
    {
        var connection = await messaging.ConnectAsync(Processes.Orchestrator);
        var stored = new StoredMessages(connection);
        var publisher = MessagingServer.PublisherOn(connection);
        var writer = new TradingStateWriter(publisher, stored, TimeProvider.System);
        var (looks, halt) = (0, TradingSights.Condition(TradingCondition.HaltFile, Processes.Orchestrator, "set by hand", TimeProvider.System.GetUtcNow()));
        var keeper = Keeper(writer, publisher, _ =>
        {
            Interlocked.Increment(ref looks);
            return new TradingSight([halt], new HashSet<string> { Processes.Orchestrator });
        });
        await writer.ChangeAsync(found => TradingStateRules.Decide(found.Control, new TradingSight([], new HashSet<string>()), TimeProvider.System.GetUtcNow()), Processes.Orchestrator, CancellationToken.None);
        var heard = await stored.LastMessageOfAsync(Streams.Control, Subjects.TradingControl, CancellationToken.None);
        keeper.Hear(new BookEntry(Streams.Control, heard!.Sequence, heard.Subject, heard.Data, heard.Time));
        keeper.Hear(new CaughtUp());

        messaging.Server.Kill();
        Directory.Delete(messaging.Server.StoreDirectory, recursive: true);
        await messaging.Server.RestartAsync();
        Assert.IsType<TopologyResult.Ready>(await (await messaging.CreatorAsync()).EnsureAsync("another-store", storeExists: false, CancellationToken.None));
        var foreign = TradingSights.Condition(TradingCondition.StoreForeign, Processes.Orchestrator, "It belongs to another.", TimeProvider.System.GetUtcNow());
        await writer.ChangeAsync(found => TradingStateRules.Decide(found.Control, new TradingSight([foreign], new HashSet<string>()), TimeProvider.System.GetUtcNow()), Processes.Orchestrator, CancellationToken.None);
        var there = await writer.ReadAsync(CancellationToken.None);
        Assert.Equal(heard.Sequence, there.Sequence);

        using var over = new CancellationTokenSource();
        var keeping = keeper.RunAsync(over.Token);
        await Eventually.Holds("it to have looked and decided a few times", () => Volatile.Read(ref looks) >= 5);
        await over.CancelAsync();
        await keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

        var kept = await writer.ReadAsync(CancellationToken.None);
        Assert.Equal(there.Control!.Id, kept.Control!.Id);
        Assert.Contains(kept.Control.Causes!, cause => cause.Condition == TradingCondition.StoreForeign);
    }

    private static TradingStateKeeper Keeper(TradingStateWriter writer, MessagePublisher publisher, Func<IEnumerable<RaisedCondition>, TradingSight> see)
    {
        var machine = TimeProvider.System;
        var teller = new ControlPublisher(publisher, machine);
        return new TradingStateKeeper(see, writer, new UnreadableControls(publisher, machine), new SymbolLocks(publisher, machine), new LockTelling(teller, machine), teller, machine, NullLogger.Instance);
    }
}
