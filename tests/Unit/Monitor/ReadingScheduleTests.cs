using Pipeline.Monitor;
using Pipeline.Monitor.Handling;
using Pipeline.Monitor.Inputs;

namespace Pipeline.Tests.Unit.Monitor;

public sealed class ReadingScheduleTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private readonly ReadingSchedule _schedule = new(new MonitorOptions());

    [Fact]
    public void A_quick_reading_goes_before_a_whole_one_and_takes_nothing_from_it()
    {
        _schedule.Want("connected", Start);
        _schedule.WantQuick("connected", Start);

        Assert.Equal(new ReadingPlan("connected", IsWhole: false), _schedule.Begin(Start));
        _schedule.Succeeded(Start, inDoubt: false, streamIsLost: false);
        Assert.Equal(new ReadingPlan("connected", IsWhole: true), _schedule.Begin(Start));
    }

    [Fact]
    public void A_reading_that_waits_when_the_stream_connects_is_the_one_after_the_connection()
    {
        _schedule.Want("start", Start);
        _schedule.WantNow("connected", At(1));

        Assert.Equal(new ReadingPlan("connected", IsWhole: true), _schedule.Begin(At(1)));
        _schedule.WantNow("connected", At(2));
        _schedule.Succeeded(At(2), inDoubt: false, streamIsLost: false);
        Assert.Equal(new ReadingPlan("connected", IsWhole: true), _schedule.Begin(At(2)));
    }

    [Fact]
    public void Quick_readings_however_many_never_put_a_whole_one_off()
    {
        Whole(0);
        List<int> whole = [];
        for (var second = 1; second <= 130; second++)
        {
            _schedule.WantQuick("gap", At(second));
            while (_schedule.Begin(At(second)) is { } plan)
            {
                if (plan.IsWhole)
                    whole.Add(second);
                _schedule.Succeeded(At(second), inDoubt: false, streamIsLost: false);
            }
        }

        Assert.Equal([60, 120], whole);
    }

    [Fact]
    public void One_reading_at_a_time()
    {
        _schedule.Want("start", Start);
        _schedule.WantQuick("gap", Start);
        Assert.NotNull(_schedule.Begin(Start));

        Assert.Null(_schedule.Begin(Start.AddHours(1)));
    }

    [Fact]
    public void A_failed_reading_is_tried_again_as_what_it_was()
    {
        Whole(0);
        _schedule.WantQuick("gap", At(1));
        _schedule.Begin(At(1));
        _schedule.Failed(At(1));

        Assert.Null(_schedule.Begin(At(1)));
        Assert.Equal(new ReadingPlan("retry", IsWhole: false), _schedule.Begin(At(2)));
    }

    [Fact]
    public void A_doubt_is_read_again_after_the_quiet_time()
    {
        _schedule.Want("start", Start);
        _schedule.Begin(Start);
        _schedule.Succeeded(Start, inDoubt: true, streamIsLost: false);

        Assert.Null(_schedule.Begin(At(2)));
        Assert.Equal(new ReadingPlan("doubt", IsWhole: true), _schedule.Begin(At(3)));
    }

    [Fact]
    public void While_the_stream_is_lost_quick_readings_stand_in_for_it()
    {
        _schedule.Want("start", Start);
        _schedule.Begin(Start);
        _schedule.Succeeded(Start, inDoubt: false, streamIsLost: true);

        Assert.Equal(new ReadingPlan("polling", IsWhole: false), _schedule.Begin(At(2)));
    }

    private void Whole(int second)
    {
        _schedule.Want("start", At(second));
        _schedule.Begin(At(second));
        _schedule.Succeeded(At(second), inDoubt: false, streamIsLost: false);
    }

    private static DateTimeOffset At(int second) => Start.AddSeconds(second);
}
