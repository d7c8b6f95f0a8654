using System.Globalization;
using Pipeline.Broker;
using Pipeline.Broker.Rest;
using Pipeline.Contracts;

namespace Pipeline.Tests.Unit.Broker;

public sealed class RequestBudgetTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private readonly StoppedTime _time = new(Noon);

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
        using var budget = new RequestBudget(0.2, 0, 0, new VenueOptions { RequestsPerMinute = 200 }, _time);
        Assert.Equal(10, await Taken(budget, RequestUrgency.Reading));
    }

    [Fact]
    public async Task Reads_cannot_use_up_what_is_kept_for_sends_and_sends_may_use_what_reads_leave()
    {
        using var busy = new RequestBudget(0.4, 0.5, 0, new VenueOptions { RequestsPerMinute = 200 }, _time);
        Assert.Equal(10, await Taken(busy, RequestUrgency.Reading));
        Assert.Equal(10, await Taken(busy, RequestUrgency.Exiting));

        using var idle = new RequestBudget(0.4, 0.5, 0, new VenueOptions { RequestsPerMinute = 200 }, _time);
        Assert.Equal(20, await Taken(idle, RequestUrgency.Entering));
    }

    [Fact]
    public async Task A_send_never_waits_behind_readings_that_wait()
    {
        using var budget = new RequestBudget(0.4, 0.3, 0, new VenueOptions { RequestsPerMinute = 200 }, _time);
        await Taken(budget, RequestUrgency.Reading);
        using var stop = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 50).Select(_ => budget.TakeAsync(RequestUrgency.Reading, TimeSpan.FromMinutes(1), stop.Token).AsTask()).ToList();
        Assert.Null(await budget.TakeAsync(RequestUrgency.Exiting, TimeSpan.Zero, CancellationToken.None));
        await stop.CancelAsync();
        await Task.WhenAny(Task.WhenAll(waiting));
    }

    [Fact]
    public async Task A_limit_that_is_told_anew_with_each_answer_does_not_fill_the_bucket_each_time()
    {
        using var budget = new RequestBudget(0.2, 0, 0, new VenueOptions { RequestsPerMinute = 200 }, _time);
        var taken = 0;
        for (var answer = 0; answer < 30; answer++)
        {
            Observe(budget, 200, ("X-Ratelimit-Limit", answer % 2 == 0 ? "199" : "200"));
            taken += await budget.TakeAsync(RequestUrgency.Reading, TimeSpan.Zero, CancellationToken.None) is null ? 1 : 0;
        }

        Assert.InRange(taken, 9, 10);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_does_not_lengthen_a_pause()
    {
        using var budget = Unlimited();
        Observe(budget, 429, ("Retry-After", "5"));
        _time.SetBack(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromSeconds(5), await Take(budget));
        _time.Pass(TimeSpan.FromSeconds(5));
        Assert.Null(await Take(budget));
    }

    [Theory]
    [InlineData(3_600)]
    [InlineData(-3_600)]
    public void A_reset_by_a_clock_that_is_an_hour_off_means_neither_an_hour_s_pause_nor_none(int secondsOff)
    {
        using var budget = Unlimited();
        var reset = Noon.AddSeconds(secondsOff).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var pauses = Enumerable.Range(0, 6).Select(_ => Observe(budget, 429, ("X-Ratelimit-Reset", reset))!.Value.TotalSeconds).ToList();
        Assert.All(pauses, pause => Assert.InRange(pause, 1, 60));
        Assert.True(pauses[^1] >= 30, $"the last pause was {pauses[^1]} s");
    }

    [Fact]
    public async Task An_exit_asks_again_after_a_quarter_of_a_minute_whatever_the_venue_names()
    {
        using var budget = Unlimited();
        Observe(budget, 429, ("Retry-After", "60"));
        _time.Pass(RequestPause.LongestForExits);
        Assert.Null(await budget.TakeAsync(RequestUrgency.Exiting, TimeSpan.Zero, CancellationToken.None));
        Assert.Equal(TimeSpan.FromSeconds(45), await budget.TakeAsync(RequestUrgency.Entering, TimeSpan.Zero, CancellationToken.None));
    }

    [Theory]
    [InlineData(Processes.Seller)]
    [InlineData(Processes.Monitor)]
    public async Task What_the_seller_and_the_monitor_read_is_asked_again_as_soon_as_an_exit_and_from_what_is_left_to_reads(string process)
    {
        var reads = RequestShare.For(process).Reads;
        using var budget = Unlimited();
        Observe(budget, 429, ("Retry-After", "60"));
        Assert.Equal(RequestPause.LongestForExits, await budget.TakeAsync(reads, TimeSpan.Zero, CancellationToken.None));
        _time.Pass(RequestPause.LongestForExits);
        Assert.Null(await budget.TakeAsync(reads, TimeSpan.Zero, CancellationToken.None));
        Assert.NotNull(await Take(budget));

        using var limited = new RequestBudget(0.4, 0.5, 0, new VenueOptions { RequestsPerMinute = 200 }, _time);
        Assert.Equal((10, 10), (await Taken(limited, reads), await Taken(limited, RequestUrgency.Exiting)));
    }

    [Theory]
    [InlineData("Reading", 60)]
    [InlineData("Protecting", 15)]
    public void A_read_is_repeated_after_the_time_the_venue_names_but_no_later_than_an_exit_when_it_protects(string urgency, int seconds)
    {
        var limited = new VenueAnswer.Answered(429, [], TimeSpan.FromMinutes(1), Noon, TimeSpan.Zero);
        Assert.Equal(TimeSpan.FromSeconds(seconds), ReadRetries.PauseAfter(limited, Enum.Parse<RequestUrgency>(urgency)));
    }

    [Fact]
    public async Task Asks_nothing_until_the_time_that_a_rate_limit_names()
    {
        using var budget = Unlimited();
        Assert.Equal(TimeSpan.FromSeconds(7), Observe(budget, 429, ("Retry-After", "7")));
        Assert.Equal(TimeSpan.FromSeconds(7), await Take(budget));
        _time.Pass(TimeSpan.FromSeconds(7));
        Assert.Null(await Take(budget));
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
        using var budget = new RequestBudget(0.2, 0, keepFree, new VenueOptions(), _time);
        Observe(budget, 200, ("X-Ratelimit-Remaining", remaining), ("X-Ratelimit-Reset", Noon.AddSeconds(30).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(mayAsk, await Take(budget) is null);
        Assert.Null(await budget.TakeAsync(RequestUrgency.Exiting, TimeSpan.Zero, CancellationToken.None));
    }

    [Fact]
    public async Task The_simulated_exchange_is_not_limited_until_it_says_that_it_limits()
    {
        using var budget = Unlimited();
        for (var taken = 0; taken < 1_000; taken++)
            Assert.Null(await Take(budget));
        Observe(budget, 200, ("X-Ratelimit-Limit", "40"));
        Assert.Equal(2, await Taken(budget, RequestUrgency.Reading));
    }

    private RequestBudget Unlimited() => new(0.2, 0, 0, new VenueOptions { Simulated = true }, _time);

    private static ValueTask<TimeSpan?> Take(RequestBudget budget) => budget.TakeAsync(RequestUrgency.Reading, TimeSpan.Zero, CancellationToken.None);

    /// <summary>How many requests go at once.</summary>
    private static async Task<int> Taken(RequestBudget budget, RequestUrgency urgency)
    {
        var taken = 0;
        while (await budget.TakeAsync(urgency, TimeSpan.Zero, CancellationToken.None) is null)
            taken++;
        return taken;
    }

    private static TimeSpan? Observe(RequestBudget budget, int status, params (string Name, string Value)[] headers)
    {
        using var response = new HttpResponseMessage();
        foreach (var (name, value) in headers)
            response.Headers.Add(name, value);
        return budget.Observe(status, response.Headers);
    }
}
