using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Contracts.Control;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Messaging;

public sealed class TopologyTests : IAsyncLifetime
{
    private readonly MessagingServer _server = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Ensuring_again_changes_nothing()
    {
        var again = await (await _server.CreatorAsync()).EnsureAsync(MessagingServer.StoreId, storeExists: true, CancellationToken.None);

        Assert.Empty(Assert.IsType<TopologyResult.Ready>(again).Created);
    }

    [Fact]
    public async Task A_store_of_another_home_is_told_and_left_as_it_is()
    {
        var found = await (await _server.CreatorAsync()).EnsureAsync("another home", storeExists: true, CancellationToken.None);

        Assert.Equal(new TopologyResult.StoreMismatch("another home", MessagingServer.StoreId, Streams.Market), found);
        Assert.IsType<TopologyResult.Ready>(await (await _server.CreatorAsync()).EnsureAsync(MessagingServer.StoreId, storeExists: true, CancellationToken.None));
    }

    [Fact]
    public async Task A_signature_of_another_home_is_told_even_when_every_stream_carries_ours()
    {
        var orchestrator = await _server.PublisherAsync("orchestrator");
        var now = TimeProvider.System.GetUtcNow();
        var foreign = new StoreControl { Id = "s", CorrelationId = "s", CausationId = "s", VenueTime = now, MachineTime = now, StoreId = "restored" };
        await orchestrator.PublishAsync(Subjects.StoreControl, foreign, PublishExpectation.None, CancellationToken.None);

        var found = await (await _server.CreatorAsync()).EnsureAsync(MessagingServer.StoreId, storeExists: true, CancellationToken.None);

        Assert.Equal(new TopologyResult.StoreMismatch(MessagingServer.StoreId, "restored", Subjects.StoreControl), found);
    }

    [Fact]
    public async Task A_stream_that_is_gone_from_a_store_that_should_exist_is_named_and_not_made_anew()
    {
        var orchestrator = await _server.ConnectAsync("orchestrator");
        await orchestrator.JetStream.DeleteStreamAsync(Streams.Ledger);

        var found = await (await _server.CreatorAsync()).EnsureAsync(MessagingServer.StoreId, storeExists: true, CancellationToken.None);

        Assert.Equal([Streams.Ledger], Assert.IsType<TopologyResult.StreamsMissing>(found).Streams);
    }

    [Fact]
    public async Task A_restart_of_the_server_loses_no_stream_and_makes_the_quotes_anew()
    {
        _server.Server.Kill();
        await _server.Server.RestartAsync();

        var again = Assert.IsType<TopologyResult.Ready>(await (await _server.CreatorAsync()).EnsureAsync(MessagingServer.StoreId, storeExists: true, CancellationToken.None));

        Assert.All(again.Created, name => Assert.Equal(Streams.Quotes, name));
    }

    [Fact]
    public async Task The_rendered_file_starts_a_server_on_loopback_with_its_log_in_a_file()
    {
        using var home = new TemporaryHome();
        var configuration = new NatsConfiguration
        {
            Port = FreePort.Next(),
            StoreDirectory = home.Path("store"),
            LogFile = home.Path("nats.log"),
            PidFile = home.Path("nats.pid"),
            Passwords = NatsUsers.All.ToDictionary(user => user.User, user => MessagingServer.PasswordOf(user.User)),
        };
        await File.WriteAllTextAsync(home.Path("nats.conf"), configuration.Render());
        using var process = Process.Start(NatsServerBinary.Path, ["--config", home.Path("nats.conf")]);
        try
        {
            var options = new MessagingOptions { Url = $"nats://127.0.0.1:{configuration.Port}", User = "viewer", Password = MessagingServer.PasswordOf("viewer") };
            PipelineConnection? connection = null;
            await Eventually.Holds("the server to answer", async () => (connection = await TryConnectAsync(options)) is not null);
            await connection!.DisposeAsync();

            Assert.Equal($"{process.Id}", (await File.ReadAllTextAsync(home.Path("nats.pid"))).Trim());
            var log = await File.ReadAllTextAsync(home.Path("nats.log"));
            Assert.Contains("Server is ready", log, StringComparison.Ordinal);
            Assert.DoesNotContain(MessagingServer.PasswordOf("viewer"), log, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<PipelineConnection?> TryConnectAsync(MessagingOptions options)
    {
        try
        {
            return await PipelineConnection.ConnectAsync(options, NullLoggerFactory.Instance, CancellationToken.None);
        }
        catch (NATS.Client.Core.NatsException)
        {
            return null; // not up yet
        }
    }
}
