using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Broker;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Values;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Broker;

public sealed class TimelyContentTests
{
    private static readonly string Body = OrderBodies.BracketBuy("c", new Symbol("AAPL"), new Shares(10), new Price(10), new Price(9.5m), new Price(11m));

    [Fact]
    public async Task An_order_whose_time_has_passed_when_it_is_about_to_leave_does_not_leave()
    {
        using var venue = new TcpListener(IPAddress.Loopback, 0);
        venue.Start();
        await using var services = Wire(venue);
        var sent = services.GetRequiredService<IBuyGateway>().SubmitBuyAsync(Body, TimeProvider.System.GetUtcNow().AddTicks(-1), CancellationToken.None);
        using var caller = await venue.AcceptTcpClientAsync().InTime("a connection");

        Assert.IsType<RequestOutcome.RetryLater>(await sent.InTime("the outcome"));
        Assert.Equal(0, await caller.GetStream().ReadAsync(new byte[1]).AsTask().InTime("the end of the connection"));
    }

    [Fact]
    public async Task An_order_in_time_leaves()
    {
        using var venue = new TcpListener(IPAddress.Loopback, 0);
        venue.Start();
        await using var services = Wire(venue);
        var sent = services.GetRequiredService<IBuyGateway>().SubmitBuyAsync(Body, TimeProvider.System.GetUtcNow().AddMinutes(1), CancellationToken.None);
        using (var caller = await venue.AcceptTcpClientAsync().InTime("a connection"))
            Assert.Equal(1, await caller.GetStream().ReadAsync(new byte[1]).AsTask().InTime("the request"));

        Assert.IsType<RequestOutcome.Unknown>(await sent.InTime("the outcome"));
    }

    private static ServiceProvider Wire(TcpListener venue) => new ServiceCollection()
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddBroker(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Venue:Simulated"] = "true",
            ["Venue:TradingUrl"] = $"http://127.0.0.1:{((IPEndPoint)venue.LocalEndpoint).Port}",
        }).Build())
        .BuildServiceProvider();
}
