using Xunit;

namespace Pipeline.Tests.TestKit;

/// <summary>One nats-server for a class or a collection of tests that keep apart by subject and stream names.</summary>
public sealed class NatsServerFixture : IAsyncLifetime
{
    private NatsServer? server;

    /// <summary>The server, running.</summary>
    public NatsServer Server => server ?? throw new InvalidOperationException("The fixture has not been started.");

    /// <summary>The address clients connect to.</summary>
    public string Url => Server.Url;

    /// <inheritdoc />
    public async Task InitializeAsync() => server = await NatsServer.StartAsync().ConfigureAwait(false);

    /// <inheritdoc />
    public Task DisposeAsync()
    {
        server?.Dispose();
        return Task.CompletedTask;
    }
}
