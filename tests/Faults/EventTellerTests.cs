using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Events;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Stages;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Faults;

public sealed class EventTellerTests
{
    [Fact]
    public async Task Told_means_stored()
    {
        using var nats = await NatsServer.StartAsync();
        await using var connection = await PipelineConnection.ConnectAsync(
            new MessagingOptions { Url = nats.Url, User = Processes.Orchestrator, Password = "" }, NullLoggerFactory.Instance, CancellationToken.None);
        var stored = new StoredMessages(connection);
        var publisher = new MessagePublisher(connection, stored, TimeProvider.System, NullLogger<MessagePublisher>.Instance);
        await new TopologyCreator(connection, stored, publisher, TimeProvider.System, NullLogger<TopologyCreator>.Instance).EnsureAsync("store", storeExists: false, CancellationToken.None);
        var run = new StageRun
        {
            Process = Processes.Buyer,
            Profile = "demo",
            Account = "demo",
            Once = false,
            DryRun = false,
            ReadsInput = false,
            StartedBy = "hand",
            ConfigurationRevision = "test",
        };
        using var teller = new EventTeller(run, publisher, new SystemVenueClock(TimeProvider.System), TimeProvider.System, NullLogger<EventTeller>.Instance);
        for (var i = 0; i < 100; i++)
            await teller.TellAsync("signal_refused", EventSeverity.Info, "signal", "signal", id: $"event-{i}");
        var told = teller.ToldAsync(CancellationToken.None);
        Assert.False(told.IsCompleted);

        await teller.StartAsync(CancellationToken.None);
        await told.InTime("the events to be told");

        Assert.Equal(100ul, await stored.LastSequenceOfAsync(Streams.Events, CancellationToken.None));
        await teller.StopAsync(CancellationToken.None);
    }
}
