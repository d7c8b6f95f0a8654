using System.Diagnostics;

namespace Pipeline.Tests.TestKit;

/// <summary>Waits for what a test expects to happen, with a deadline and a message that tells what was awaited and what was there instead.</summary>
public static class Eventually
{
    /// <summary>How long a wait lasts when nothing else is said: 10 s.</summary>
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(1);

    /// <summary>Waits until a condition holds.</summary>
    /// <param name="what">What is awaited, as it reads after "waited in vain for".</param>
    /// <param name="condition">Asked again after as long as the answer took, 10 ms to 1 s; an exception ends the wait.</param>
    /// <param name="within">The deadline; <see cref="DefaultDeadline"/> when null.</param>
    /// <param name="found">Describes what is there instead, for the message.</param>
    /// <exception cref="TimeoutException">The deadline passed.</exception>
    public static Task Holds(string what, Func<bool> condition, TimeSpan? within = null, Func<string>? found = null) =>
        Holds(what, () => Task.FromResult(condition()), within, found);

    /// <inheritdoc cref="Holds(string, Func{bool}, TimeSpan?, Func{string}?)"/>
    public static async Task Holds(string what, Func<Task<bool>> condition, TimeSpan? within = null, Func<string>? found = null)
    {
        var elapsed = Stopwatch.StartNew();
        for (var asked = elapsed.Elapsed; !await condition().ConfigureAwait(false); asked = elapsed.Elapsed)
        {
            if (elapsed.Elapsed > (within ?? DefaultDeadline))
            {
                throw InVain(what, within, found?.Invoke());
            }

            // A question that starts a process, asked without a pause, would take the time from what is awaited.
            var pause = Math.Clamp((elapsed.Elapsed - asked).TotalMilliseconds, Interval.TotalMilliseconds, LongestInterval.TotalMilliseconds);
            await Task.Delay(TimeSpan.FromMilliseconds(pause), TimeProvider.System).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until a value is there (not null) and returns it.</summary>
    /// <param name="what">What is awaited, as it reads after "waited in vain for".</param>
    /// <param name="read">Asked as often; null means not yet.</param>
    /// <param name="within">The deadline; <see cref="DefaultDeadline"/> when null.</param>
    /// <exception cref="TimeoutException">The deadline passed.</exception>
    public static async Task<T> Value<T>(string what, Func<Task<T?>> read, TimeSpan? within = null)
        where T : class
    {
        T? value = null;
        await Holds(what, async () => (value = await read().ConfigureAwait(false)) is not null, within).ConfigureAwait(false);
        return value!;
    }

    /// <summary>Waits for a task, but not past the deadline.</summary>
    /// <param name="task">What is awaited.</param>
    /// <param name="what">The same in words, as it reads after "waited in vain for".</param>
    /// <param name="within">The deadline; <see cref="DefaultDeadline"/> when null.</param>
    /// <exception cref="TimeoutException">The deadline passed; the task goes on.</exception>
    public static async Task<T> InTime<T>(this Task<T> task, string what, TimeSpan? within = null)
    {
        await ((Task)task).InTime(what, within).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }

    /// <inheritdoc cref="InTime{T}(Task{T}, string, TimeSpan?)"/>
    public static async Task InTime(this Task task, string what, TimeSpan? within = null)
    {
        using var late = new CancellationTokenSource();
        var deadline = Task.Delay(within ?? DefaultDeadline, TimeProvider.System, late.Token);
        if (await Task.WhenAny(task, deadline).ConfigureAwait(false) != task)
        {
            throw InVain(what, within, found: null);
        }

        await late.CancelAsync().ConfigureAwait(false);
        await task.ConfigureAwait(false);
    }

    private static TimeoutException InVain(string what, TimeSpan? within, string? found) =>
        new($"Waited {(within ?? DefaultDeadline).TotalSeconds:0.##} s in vain for {what}{(found is null ? "." : $"; found: {found}")}");
}
