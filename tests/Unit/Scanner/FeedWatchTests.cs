using Pipeline.Scanner;
using Pipeline.Tests.Unit.Broker;

namespace Pipeline.Tests.Unit.Scanner;

public sealed class FeedWatchTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(3);
    private readonly StoppedTime _machine = new(Noon);
    private readonly FeedWatch _watch;

    public FeedWatchTests() => _watch = new FeedWatch(new ScannerOptions { PollAfterSeconds = 20 }, _machine);

    [Fact]
    public void Reads_a_gap_from_the_last_bar_heard_however_late_the_loss_was_noticed()
    {
        _watch.Heard(Noon);
        _watch.Lost(Noon.AddMinutes(4));
        _watch.Back();
        _watch.Heard(Noon.AddMinutes(5));
        Assert.Equal(Noon - Overlap, _watch.BeginFill(Noon.AddMinutes(5))?.Since);
    }

    [Fact]
    public void A_gap_that_was_not_read_stays_open_over_the_next_loss()
    {
        _watch.Heard(Noon);
        _watch.Back();
        _watch.Heard(Noon.AddMinutes(9));
        _watch.Lost(Noon.AddMinutes(10));
        _watch.Back();
        Assert.Equal(Noon - Overlap, _watch.BeginFill(Noon.AddMinutes(11))?.Since);
    }

    [Fact]
    public void A_clock_set_back_behind_the_last_bar_does_not_begin_a_gap_in_the_future()
    {
        _watch.Heard(Noon);
        _watch.Lost(Noon.AddHours(-1));
        Assert.Equal(Noon.AddHours(-1), _watch.LostAt);
    }

    [Fact]
    public void Reads_a_gap_once_at_a_time_and_waits_two_seconds_from_the_end_of_a_reading_that_failed()
    {
        _watch.Back();
        Assert.NotNull(_watch.BeginFill(Noon));
        _machine.Pass(TimeSpan.FromSeconds(20));
        Assert.Null(_watch.BeginFill(Noon));
        _watch.FillFailed();
        _machine.Pass(TimeSpan.FromSeconds(1.9));
        Assert.Null(_watch.BeginFill(Noon));
        _machine.Pass(TimeSpan.FromSeconds(0.1));
        Assert.NotNull(_watch.BeginFill(Noon));
    }

    [Fact]
    public void A_reading_for_an_earlier_connection_does_not_close_the_gap_of_a_later_one()
    {
        _watch.Back();
        var early = _watch.BeginFill(Noon)!;
        _watch.Lost(Noon);
        _watch.Back();
        Assert.Null(_watch.BeginFill(Noon));
        Assert.False(_watch.Filled(early, Noon));
        Assert.True(_watch.HasGap);
        Assert.True(_watch.Filled(_watch.BeginFill(Noon)!, Noon));
        Assert.False(_watch.HasGap);
    }

    [Fact]
    public void Requests_stand_in_well_only_from_their_first_answer_and_no_longer_once_none_has_come_for_two_minutes()
    {
        _watch.Lost(Noon);
        Assert.False(_watch.Polled(Noon));
        _machine.Pass(TimeSpan.FromSeconds(20));
        Assert.True(_watch.BeginPolling(Noon));
        Assert.False(_watch.PollsWell);
        Assert.True(_watch.Polled(Noon));
        Assert.False(_watch.Polled(Noon.AddMinutes(1)));
        _machine.Pass(TimeSpan.FromMinutes(3));
        Assert.False(_watch.PollingFails(Noon.AddMinutes(3)));
        Assert.True(_watch.PollingFails(Noon.AddMinutes(3.1)));
        Assert.False(_watch.PollingFails(Noon.AddMinutes(4)));
        Assert.False(_watch.PollsWell);
        Assert.True(_watch.Polled(Noon.AddMinutes(5)));
    }

    [Fact]
    public void Where_only_requests_bring_bars_it_is_noticed_when_they_fail_and_when_they_come_again()
    {
        _watch.PollOnly(Noon);
        Assert.Equal(Noon, _watch.PollsSince);
        Assert.False(_watch.Polled(Noon.AddMinutes(1)));
        Assert.False(_watch.PollingFails(Noon.AddMinutes(3)));
        _machine.Pass(TimeSpan.FromSeconds(11));
        Assert.True(_watch.PollingFails(Noon.AddMinutes(4)));
        Assert.False(_watch.PollingFails(Noon.AddMinutes(5)));
        Assert.True(_watch.Polled(Noon.AddMinutes(6)));
        Assert.Equal(Noon, _watch.PollsSince);
    }
}
