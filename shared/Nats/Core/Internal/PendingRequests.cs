using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace NATS.Client.Core.Internal;

/// <summary>The requests whose replies are awaited, by the number at the end of their reply subject; one timer looks after all.</summary>
internal sealed class PendingRequests : IDisposable
{
    // Deadlines so near to each other are kept by one look.
    private static readonly long Nearness = Stopwatch.Frequency / 40;

    // A timer can wait for seven weeks, and a request for longer: it is then looked at in between.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private const long Never = long.MaxValue;

    private readonly Lock sync = new();
    private readonly Dictionary<long, PendingRequest> byNumber = [];
    private readonly ITimer sweep;
    private long last;
    private long nextSweep = Never;

    public PendingRequests() =>
        sweep = TimeProvider.System.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Takes a request in; from now on its reply, its deadline or its cancellation completes it.</summary>
    /// <returns>Its number.</returns>
    public long Add(PendingRequest request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        long number;
        lock (sync)
        {
            number = ++last;
            request.Begin(this, number, DeadlineOf(timeout));
            byNumber[number] = request;
            SweepAt(request.Deadline);
        }

        request.ListenTo(cancellationToken);
        return number;
    }

    /// <summary>Whoever gets the request completes it: nobody else will.</summary>
    public bool TryTake(long number, [NotNullWhen(true)] out PendingRequest? request)
    {
        lock (sync)
        {
            return byNumber.Remove(number, out request);
        }
    }

    public void Fail(long number, Exception exception)
    {
        if (TryTake(number, out var request))
        {
            request.Fail(exception);
        }
    }

    /// <summary>Fails every request, or those on one subject.</summary>
    public void FailAll(Func<PendingRequest, Exception> exception, string? subject = null) =>
        Fail(request => subject is null || request.Subject == subject, exception);

    public void Dispose() => sweep.Dispose();

    private static long DeadlineOf(TimeSpan timeout) =>
        timeout == Timeout.InfiniteTimeSpan ? Never : Stopwatch.GetTimestamp() + (long)(timeout.TotalSeconds * Stopwatch.Frequency);

    private void Fail(Predicate<PendingRequest> match, Func<PendingRequest, Exception> exception)
    {
        List<PendingRequest> failed;
        lock (sync)
        {
            failed = [.. byNumber.Values.Where(request => match(request))];
            foreach (var request in failed)
            {
                byNumber.Remove(request.Number);
            }
        }

        foreach (var request in failed)
        {
            request.Fail(exception(request));
        }
    }

    private void Sweep()
    {
        var now = Stopwatch.GetTimestamp();
        Fail(
            request => request.Deadline <= now,
            request => new NatsNoReplyException($"No reply received from {request.Subject} in time"));
        lock (sync)
        {
            nextSweep = Never;
            SweepAt(byNumber.Count > 0 ? byNumber.Values.Min(request => request.Deadline) : Never);
        }
    }

    // A request that was answered in time leaves its look behind: one for many, and an idle connection wakes for none.
    private void SweepAt(long deadline)
    {
        if (deadline == Never || nextSweep - Nearness <= deadline)
        {
            return;
        }

        nextSweep = deadline + Nearness;
        var wait = TimeSpan.FromSeconds((double)(nextSweep - Stopwatch.GetTimestamp()) / Stopwatch.Frequency);
        sweep.Change(TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, LongestWait.Ticks)), Timeout.InfiniteTimeSpan);
    }
}
