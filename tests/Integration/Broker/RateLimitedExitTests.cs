using Microsoft.AspNetCore.Http;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Values;

namespace Pipeline.Tests.Integration.Broker;

/// <summary>A venue that names a long pause, and what a request may make of it.</summary>
public sealed class RateLimitedExitTests
{
    private static readonly Symbol Apple = new("AAPL");

    [Fact]
    public async Task An_exit_is_told_to_come_back_after_a_quarter_of_a_minute_though_the_venue_names_a_whole_one()
    {
        await using var venue = await LimitedAsync();
        await using var session = VenueSession.Create(venue.Settings(("BudgetPatience", "00:00:00")));
        var sell = await session.Sells.SubmitSellAsync(OrderBodies.MarketSell("c", Apple, new Shares(1)), CancellationToken.None);
        Assert.Equal(TimeSpan.FromSeconds(15), Assert.IsType<RequestOutcome.RetryLater>(sell).After);
    }

    [Fact]
    public async Task An_entry_waits_as_long_as_the_venue_says()
    {
        await using var venue = await LimitedAsync();
        await using var session = VenueSession.Create(venue.Settings(("BudgetPatience", "00:00:00")));
        var body = OrderBodies.BracketBuy("c", Apple, new Shares(1), new Price(10), new Price(9), new Price(11));
        Assert.Equal(TimeSpan.FromSeconds(60), Assert.IsType<RequestOutcome.RetryLater>(await session.Buys.SubmitBuyAsync(body, CancellationToken.None)).After);
    }

    private static Task<HostileVenue> LimitedAsync() => HostileVenue.OverHttpAsync((context, _) =>
    {
        context.Response.StatusCode = 429;
        context.Response.Headers.RetryAfter = "60";
        return context.Response.WriteAsync("""{"message":"too many requests."}""");
    });
}
