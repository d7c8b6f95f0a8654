using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Messaging;

/// <summary>A real nats-server on the configuration that homes get, with all users, all streams and all durables.</summary>
public sealed class MessagingServer : IAsyncLifetime
{
    public const string StoreId = "store-of-the-tests";

    private readonly List<PipelineConnection> _connections = [];
    private NatsServer? _server;

    public NatsServer Server => _server ?? throw new InvalidOperationException("The server has not been started.");

    public async Task InitializeAsync()
    {
        // The server's own fixture writes listen and jetstream; users and rights come from the rendered file.
        _server = await NatsServer.StartAsync(new NatsServerSettings { ExtraConfiguration = RenderedAuthorization() });
        var creator = await CreatorAsync();
        Assert.IsType<TopologyResult.Ready>(await creator.EnsureAsync(StoreId, storeExists: false, CancellationToken.None));
    }

    public static string PasswordOf(string user) => $"secret-of-{user}";

    public static string RenderedAuthorization()
    {
        var rendered = new NatsConfiguration { Port = -1, StoreDirectory = "store", Passwords = NatsUsers.All.ToDictionary(user => user.User, user => PasswordOf(user.User)) }.Render();
        return rendered[rendered.IndexOf("authorization", StringComparison.Ordinal)..];
    }

    public async Task<PipelineConnection> ConnectAsync(string user)
    {
        var options = new MessagingOptions { Url = Server.Url, User = user, Password = PasswordOf(user) };
        var connection = await PipelineConnection.ConnectAsync(options, NullLoggerFactory.Instance, CancellationToken.None);
        _connections.Add(connection);
        return connection;
    }

    public async Task<TopologyCreator> CreatorAsync()
    {
        var connection = await ConnectAsync("orchestrator");
        return new TopologyCreator(connection, new StoredMessages(connection), PublisherOn(connection), TimeProvider.System, NullLogger<TopologyCreator>.Instance);
    }

    public static MessagePublisher PublisherOn(PipelineConnection connection) =>
        new(connection, new StoredMessages(connection), TimeProvider.System, NullLogger<MessagePublisher>.Instance);

    public async Task<MessagePublisher> PublisherAsync(string user) => PublisherOn(await ConnectAsync(user));

    public async Task DisposeAsync()
    {
        foreach (var connection in _connections)
            await connection.DisposeAsync();
        _server?.Dispose();
    }
}
