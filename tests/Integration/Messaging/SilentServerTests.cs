using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Messaging;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Messaging;

public sealed class SilentServerTests
{
    [Fact]
    public async Task A_server_that_says_nothing_any_more_is_left_within_seconds_and_tried_again()
    {
        using var server = new FakeNatsServer();
        var connecting = PipelineConnection.ConnectAsync(
            new MessagingOptions { Url = server.Url, User = "buyer", Password = "x" }, NullLoggerFactory.Instance, CancellationToken.None);
        using var silent = await server.WelcomeAsync();
        await using var connection = await connecting.InTime("the connection");

        await silent.LeftAsync();

        using var again = await server.WelcomeAsync();
        again.Dispose();
    }
}
