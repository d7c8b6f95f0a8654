using Pipeline.Messaging;

namespace Pipeline.Tests.Integration.Messaging;

/// <summary>A server with twenty events, told by seller and buyer in turn.</summary>
public sealed class TwentyEvents : IAsyncLifetime
{
    public MessagingServer Server { get; } = new();

    public async Task InitializeAsync()
    {
        await Server.InitializeAsync();
        var (buyer, seller) = (await Server.PublisherAsync("buyer"), await Server.PublisherAsync("seller"));
        for (var i = 1; i <= 20; i++)
        {
            var (publisher, process) = i % 2 == 0 ? (buyer, "buyer") : (seller, "seller");
            await publisher.PublishAsync($"event.{process}.test", Some.Event($"event-{i}"), PublishExpectation.Once($"event-{i}"), CancellationToken.None);
        }
    }

    public Task DisposeAsync() => Server.DisposeAsync();

    public async Task<OrderedReader> ReaderAsync(string user) => new(await Server.ConnectAsync(user));
}
