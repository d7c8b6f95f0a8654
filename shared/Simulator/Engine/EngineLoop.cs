using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Pipeline.Exchange;
using Pipeline.Simulator.Markets;

namespace Pipeline.Simulator.Engine;

/// <summary>
/// The one thread that touches the venue. Requests and the passing of time come through one channel, so the outcome
/// depends only on the seed and on the requests with their venue times.
/// </summary>
public sealed class EngineLoop(
    TradingVenue venue,
    ISimulatedMarket market,
    VenueClock clock,
    Journal journal,
    ClockFile clockFile,
    IEnumerable<IStepListener> listeners,
    IStepSchedule schedule,
    TimeProvider machine,
    bool skipsClosedHours) : BackgroundService
{
    private readonly Channel<Action?> _work = Channel.CreateUnbounded<Action?>();
    private readonly IStepListener[] _listeners = [.. listeners];
    private DateTimeOffset _reached = clock.Read().Time;

    /// <summary>Does something with the venue at the present venue time; the result returns once its events are on the journal.</summary>
    public Task<T> Ask<T>(Func<TradingVenue, DateTimeOffset, T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var taken = _work.Writer.TryWrite(() =>
        {
            try
            {
                var result = question(venue, _reached);
                venue.Settle(_reached);
                var events = Record();
                answer.SetResult(result);
                Announce(events);
            }
            catch (Exception error)
            {
                // Whoever asked must not wait for ever; the engine itself ends, because its state can no longer be trusted.
                answer.TrySetException(error);
                throw;
            }
        });
        // The engine is stopping: nobody will answer any more.
        if (!taken) answer.SetCanceled();
        return answer.Task;
    }

    /// <summary>Changes the clock between two steps. Answered when all that lies before the new time has happened.</summary>
    public Task<ClockReading> Adjust(Action<VenueClock> change)
    {
        var answer = new TaskCompletionSource<ClockReading>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Writer.TryWrite(() =>
        {
            try
            {
                change(clock);
                AdvanceTo(clock.Read().Time);
                clockFile.Write(clock.Read());
                answer.SetResult(clock.Read());
            }
            catch (Exception error)
            {
                answer.TrySetException(error);
                throw;
            }
        });
        return answer.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), machine);
        var ticking = Tick(timer, stoppingToken);
        schedule.Reached(venue, _reached);
        Announce(Record());
        try
        {
            await foreach (var work in _work.Reader.ReadAllAsync(stoppingToken))
            {
                AdvanceTo(clock.Read().Time);
                work?.Invoke();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Or the ticks have noticed first, and there is no more work.
        }

        await ticking;
        if (stoppingToken.IsCancellationRequested) clockFile.Write(clock.Read() with { Time = _reached, Running = false });
    }

    private async Task Tick(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                // A waiting request lets time pass as well as a tick does.
                if (_work.Reader.Count == 0) _work.Writer.TryWrite(null);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            _work.Writer.TryComplete();
        }
        catch (Exception error)
        {
            // Without ticks the venue would stand still and look healthy; the reader gets the error and ends the process.
            _work.Writer.TryComplete(error);
        }
    }

    private void AdvanceTo(DateTimeOffset target)
    {
        var second = new DateTimeOffset(_reached.Ticks - (_reached.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero).AddSeconds(1);
        var stepped = false;
        for (; second <= target; second = second.AddSeconds(1))
        {
            _reached = second;
            schedule.Reached(venue, second);
            venue.Step(second);
            Announce(Record());
            foreach (var listener in _listeners) listener.Reached(second);
            stepped = true;
            if (Skip(second)) return;
        }

        if (target > _reached) _reached = target;
        if (stepped) clockFile.Write(clock.Read() with { Time = _reached });
    }

    /// <summary>Jumps over the hours in which nothing trades; true when the clock was moved.</summary>
    private bool Skip(DateTimeOffset now)
    {
        var day = NewYork.DayOf(now);
        if (market.HasDataOn(day) && TradingCalendar.On(day) is { } session && now < session.Close.AddMinutes(5)) return false;
        var following = market.NextDay(day);
        if (!skipsClosedHours && following is not null) return false;
        if (following is { } next)
        {
            _reached = NewYork.At(next, new TimeOnly(9, 25));
            clock.JumpTo(_reached);
        }
        else
        {
            _reached = now;
            clock.End(now);
        }

        clockFile.Write(clock.Read());
        return true;
    }

    private IReadOnlyList<ExchangeEvent> Record()
    {
        var events = venue.TakeEvents();
        journal.Append(events);
        return events;
    }

    private void Announce(IReadOnlyList<ExchangeEvent> events)
    {
        if (events.Count == 0) return;
        foreach (var listener in _listeners) listener.Occurred(events);
    }
}
