using Pipeline.Broker.Rest;
using Pipeline.Contracts.Events;

namespace Pipeline.Tests.Unit.Broker;

public sealed class VenueNoticesTests
{
    private static readonly VenueAnswer Trouble = new VenueAnswer.Answered(503, [], null, DateTimeOffset.UnixEpoch, TimeSpan.Zero);
    private static readonly VenueAnswer Fine = new VenueAnswer.Answered(200, [], null, DateTimeOffset.UnixEpoch, TimeSpan.Zero);
    private readonly StoppedTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly List<Notice> _told = [];
    private readonly VenueNotices _notices;

    public VenueNoticesTests()
    {
        _notices = new VenueNotices(_time);
        _notices.Noticed += _told.Add;
    }

    [Fact]
    public async Task An_outage_is_told_once_however_often_its_breaker_tries()
    {
        var breaker = new EndpointBreaker(_time, words: new BreakerWords("trading submits", _notices.Say));
        for (var outage = 0; outage < 2; outage++)
        {
            _told.Clear();
            for (var request = 0; request < 4; request++)
                await Send(breaker, Trouble);
            for (var trial = 0; trial < 3; trial++)
            {
                _time.Pass(EndpointBreaker.BreakDuration);
                await Send(breaker, Trouble);
            }

            _time.Pass(EndpointBreaker.BreakDuration);
            await Send(breaker, Fine);
            Assert.Equal(["breaker_opened", "breaker_half_open", "breaker_closed"], _told.Select(notice => notice.Type));
            Assert.All(_told, notice => Assert.Equal("trading submits", notice.Story));
        }
    }

    [Fact]
    public async Task An_exit_that_gets_through_an_open_breaker_ends_the_outage()
    {
        var breaker = new EndpointBreaker(_time, words: new BreakerWords("trading submits", _notices.Say));
        for (var request = 0; request < 4; request++)
            await Send(breaker, Trouble);
        await breaker.SendAsync(RequestUrgency.Exiting, TimeSpan.Zero, _ => Task.FromResult(Fine), CancellationToken.None);

        Assert.Equal(["breaker_opened", "breaker_closed"], _told.Select(notice => notice.Type));
    }

    [Fact]
    public void A_venue_that_refuses_for_rate_is_told_once_a_minute_and_host()
    {
        for (var second = 0; second < 90; second++)
        {
            _notices.RateLimited("trading", TimeSpan.FromSeconds(3));
            _time.Pass(TimeSpan.FromSeconds(1));
        }

        _notices.RateLimited("data", TimeSpan.FromSeconds(3));
        Assert.Equal(["trading", "trading", "data"], _told.Select(notice => notice.Story));
        Assert.All(_told, notice => Assert.Equal("rate_limited", notice.Type));
    }

    [Fact]
    public void A_wait_for_the_budget_is_told_when_it_is_long_or_in_vain()
    {
        _notices.BudgetWaited("data", TimeSpan.FromSeconds(0.1), taken: true);
        Assert.Empty(_told);
        _notices.BudgetWaited("data", TimeSpan.FromSeconds(2), taken: true);
        _notices.BudgetWaited("trading", TimeSpan.Zero, taken: false);
        Assert.Equal(["A request to the venue's data host waited 2.0 s", "A request to the venue's trading host was put off"], _told.Select(notice => notice.Text.Split(':')[0]));
    }

    private static ValueTask<VenueAnswer> Send(EndpointBreaker breaker, VenueAnswer answer) =>
        breaker.SendAsync(RequestUrgency.Entering, TimeSpan.Zero, _ => Task.FromResult(answer), CancellationToken.None);
}
