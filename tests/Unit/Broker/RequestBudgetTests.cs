using System.Globalization;
using Pipeline.Broker;
using Pipeline.Broker.Rest;
using Pipeline.Contracts;

namespace Pipeline.Tests.Unit.Broker;

public sealed class RequestBudgetTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private readonly StoppedTime _time = new() { Now = Noon };

    [Fact]
    public void The_seller_has_the_largest_share_and_all_shares_together_are_the_limit()
    {
        var shares = new[] { Processes.Seller, Processes.Monitor, Processes.Buyer, Processes.Scanner, Processes.Orchestrator }.Select(RequestShare.For).ToList();
        Assert.Equal(1, shares.Sum(share => share.Trading), 9);
        Assert.InRange(shares.Sum(share => share.Data), 0.9, 1.05);
        Assert.All(shares.Skip(1), share => Assert.True(share.Trading < shares[0].Trading && share.KeepFree > shares[0].KeepFree));
    }

    [Fact]
    public async Task Lets_no_more_through_at_once_than_a_quarter_of_the_share()
    {
        using var budget = new RequestBudget(0.2, 0, new VenueOptions { RequestsPerMinute = 200 }, _time);
        for (var taken = 0; taken < 10; taken++)
            Assert.Null(await budget.TakeAsync(TimeSpan.Zero, CancellationToken.None));
        Assert.NotNull(await budget.TakeAsync(TimeSpan.Zero, CancellationToken.None));
    }

    [Fact]
    public async Task Asks_nothing_until_the_time_that_a_rate_limit_names()
    {
        using var budget = Unlimited();
        Assert.Equal(TimeSpan.FromSeconds(7), Observe(budget, 429, ("Retry-After", "7")));
        Assert.Equal(TimeSpan.FromSeconds(7), await budget.TakeAsync(TimeSpan.Zero, CancellationToken.None));
        _time.Now += TimeSpan.FromSeconds(7);
        Assert.Null(await budget.TakeAsync(TimeSpan.Zero, CancellationToken.None));
    }

    [Fact]
    public void Without_headers_a_rate_limit_pauses_longer_each_time_it_repeats()
    {
        using var budget = Unlimited();
        Assert.Equal([1, 2, 4, 8], Enumerable.Range(0, 4).Select(_ => (int)Observe(budget, 429)!.Value.TotalSeconds));
        Assert.Null(Observe(budget, 200));
        Assert.Equal(TimeSpan.FromSeconds(1), Observe(budget, 429));
    }

    [Fact]
    public void The_reset_time_is_used_where_no_retry_time_is_given()
    {
        using var budget = Unlimited();
        Assert.Equal(TimeSpan.FromSeconds(20), Observe(budget, 429, ("X-Ratelimit-Reset", Noon.AddSeconds(20).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))));
    }

    [Theory]
    [InlineData(-1, "0", true)]
    [InlineData(10, "11", true)]
    [InlineData(10, "10", false)]
    public async Task Leaves_the_last_requests_of_the_minute_to_the_seller(int keepFree, string remaining, bool mayAsk)
    {
        using var budget = new RequestBudget(0.2, keepFree, new VenueOptions(), _time);
        Observe(budget, 200, ("X-Ratelimit-Remaining", remaining), ("X-Ratelimit-Reset", Noon.AddSeconds(30).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(mayAsk, await budget.TakeAsync(TimeSpan.Zero, CancellationToken.None) is null);
    }

    [Fact]
    public async Task The_simulated_exchange_is_not_limited_until_it_says_that_it_limits()
    {
        using var budget = Unlimited();
        for (var taken = 0; taken < 1_000; taken++)
            Assert.Null(await budget.TakeAsync(TimeSpan.Zero, CancellationToken.None));
        Observe(budget, 200, ("X-Ratelimit-Limit", "40"));
        for (var taken = 0; taken < 2; taken++)
            Assert.Null(await budget.TakeAsync(TimeSpan.Zero, CancellationToken.None));
        Assert.NotNull(await budget.TakeAsync(TimeSpan.Zero, CancellationToken.None));
    }

    private RequestBudget Unlimited() => new(0.2, 0, new VenueOptions { Simulated = true }, _time);

    private static TimeSpan? Observe(RequestBudget budget, int status, params (string Name, string Value)[] headers)
    {
        using var response = new HttpResponseMessage();
        foreach (var (name, value) in headers)
            response.Headers.Add(name, value);
        return budget.Observe(status, response.Headers);
    }

    private sealed class StoppedTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
