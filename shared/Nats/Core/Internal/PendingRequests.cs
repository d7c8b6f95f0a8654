using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace NATS.Client.Core.Internal;

/// <summary>The requests whose replies are awaited, by the number at the end of their reply subject; one timer looks after all.</summary>
internal sealed class PendingRequests : IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(25);

    private readonly Lock sync = new();
    private readonly Dictionary<long, PendingRequest> byNumber = [];
    private readonly ITimer sweep;
    private long last;
    private bool sweeping;

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
            if (!sweeping)
            {
                sweeping = true;
                sweep.Change(SweepInterval, Timeout.InfiniteTimeSpan);
            }
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
        timeout == Timeout.InfiniteTimeSpan ? long.MaxValue : Stopwatch.GetTimestamp() + (long)(timeout.TotalSeconds * Stopwatch.Frequency);

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
            sweeping = byNumber.Count > 0;
            if (sweeping)
            {
                sweep.Change(SweepInterval, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
