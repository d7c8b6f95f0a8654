using Microsoft.Extensions.Logging.Abstractions;
using NATS.Client.Core;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Messaging;

/// <summary>An older server leaves out, some of it silently, what money relies on.</summary>
public sealed class ServerVersionTests : IDisposable
{
    private readonly FakeNatsServer server = new();

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task A_server_that_is_too_old_is_refused_with_its_version_and_ours()
    {
        var connecting = ConnectAsync();
        using var old = await server.WelcomeAsync(""","version":"2.9.10" """);

        var refusal = await Assert.ThrowsAsync<ServerTooOldException>(() => connecting).InTime("the refusal");

        Assert.Contains("2.9.10", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(PipelineConnection.OldestServer.ToString(), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_server_that_takes_the_place_of_a_good_one_ends_the_connection()
    {
        var connecting = ConnectAsync();
        PipelineConnection connection;
        using (await server.WelcomeAsync())
        {
            connection = await connecting.InTime("the connection");
        }

        using var old = await server.WelcomeAsync(""","version":"2.9.10" """);

        await using (connection)
        {
            await old.LeftAsync();
            await Eventually.Holds("the end", () => connection.Nats.ConnectionState == NatsConnectionState.Closed);
            await Assert.ThrowsAsync<ObjectDisposedException>(async () => await connection.Nats.PublishAsync("a"));
        }
    }

    private Task<PipelineConnection> ConnectAsync() =>
        PipelineConnection.ConnectAsync(new MessagingOptions { Url = server.Url, User = "buyer", Password = "x" }, NullLoggerFactory.Instance, CancellationToken.None);
}
