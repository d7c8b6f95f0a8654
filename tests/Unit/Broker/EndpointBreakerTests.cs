using Pipeline.Broker.Rest;

namespace Pipeline.Tests.Unit.Broker;

public sealed class EndpointBreakerTests
{
    private static readonly VenueAnswer Trouble = new VenueAnswer.Answered(503, [], null, DateTimeOffset.UnixEpoch, TimeSpan.Zero);
    private static readonly VenueAnswer Fine = new VenueAnswer.Answered(200, [], null, DateTimeOffset.UnixEpoch, TimeSpan.Zero);
    private readonly StoppedTime _time = new(DateTimeOffset.UnixEpoch);
    private int _sent;

    [Fact]
    public async Task An_entry_is_not_sent_while_the_venue_fails_and_is_again_once_it_answers()
    {
        var breaker = await Broken();
        Assert.IsType<VenueAnswer.NotSent>(await Send(breaker, RequestUrgency.Entering, Fine));
        Assert.Equal(4, _sent);
        _time.Pass(EndpointBreaker.BreakDuration);
        Assert.Same(Fine, await Send(breaker, RequestUrgency.Entering, Fine));
        Assert.Same(Fine, await Send(breaker, RequestUrgency.Entering, Fine));
    }

    [Fact]
    public async Task An_exit_goes_out_through_an_open_breaker_and_its_answer_closes_it_for_all()
    {
        var breaker = await Broken();
        Assert.Same(Fine, await Send(breaker, RequestUrgency.Exiting, Fine));
        Assert.Same(Fine, await Send(breaker, RequestUrgency.Entering, Fine));
    }

    [Fact]
    public async Task Exits_through_an_open_breaker_are_a_trickle_of_two_a_second()
    {
        var breaker = await Broken();
        Assert.Same(Trouble, await Send(breaker, RequestUrgency.Exiting, Trouble));
        Assert.IsType<VenueAnswer.NotSent>(await Send(breaker, RequestUrgency.Exiting, Fine));
        _time.Pass(EndpointBreaker.TrickleInterval);
        Assert.Same(Fine, await Send(breaker, RequestUrgency.Exiting, Fine));
        Assert.Equal(6, _sent);
    }

    [Fact]
    public async Task A_probe_that_hangs_does_not_hold_up_the_exits_behind_it()
    {
        var breaker = await Broken();
        _time.Pass(EndpointBreaker.BreakDuration);
        var hanging = new TaskCompletionSource<VenueAnswer>();
        var probe = breaker.SendAsync(RequestUrgency.Exiting, TimeSpan.Zero, _ => hanging.Task, CancellationToken.None);
        Assert.Same(Fine, await Send(breaker, RequestUrgency.Exiting, Fine));
        hanging.SetResult(Trouble);
        Assert.Same(Trouble, await probe);
    }

    [Fact]
    public async Task Refusals_and_rate_limits_are_answers_and_open_nothing()
    {
        var breaker = new EndpointBreaker(_time);
        foreach (var status in Enumerable.Repeat(new[] { 422, 403, 429, 404 }, 5).SelectMany(statuses => statuses))
            await Send(breaker, RequestUrgency.Entering, new VenueAnswer.Answered(status, [], null, DateTimeOffset.UnixEpoch, TimeSpan.Zero));
        Assert.Same(Fine, await Send(breaker, RequestUrgency.Entering, Fine));
    }

    private async Task<EndpointBreaker> Broken()
    {
        var breaker = new EndpointBreaker(_time);
        for (var failure = 0; failure < 4; failure++)
            await Send(breaker, RequestUrgency.Exiting, Trouble);
        return breaker;
    }

    private async Task<VenueAnswer> Send(EndpointBreaker breaker, RequestUrgency urgency, VenueAnswer answer) => await breaker.SendAsync(
        urgency,
        TimeSpan.Zero,
        _ =>
        {
            _sent++;
            return Task.FromResult(answer);
        },
        CancellationToken.None);
}
