using System.Collections.Concurrent;
using System.Diagnostics;

namespace NATS.Client.Core.Internal;

/// <summary>The requests whose replies are awaited, by the number at the end of their reply subject.</summary>
internal sealed class PendingRequests : IDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(25);

    private readonly ConcurrentDictionary<long, PendingRequest> byNumber = new();
    private readonly ITimer sweep;
    private long last;
    private int sweeping;

    public PendingRequests(
        ) => sweep = TimeProvider.System.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Takes a request in; from now on its reply, its deadline or its cancellation completes it.</summary>
    public void Add(PendingRequest request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        request.Number = Interlocked.Increment(ref last);
        request.Deadline = Stopwatch.GetTimestamp() + (long)(timeout.TotalSeconds * Stopwatch.Frequency);
        byNumber[request.Number] = request;
        request.ListenTo(this, cancellationToken);
        if (Interlocked.Exchange(ref sweeping, 1) == 0)
        {
            sweep.Change(SweepInterval, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Whoever gets the request completes it: nobody else will.</summary>
    public bool TryTake(long number, out PendingRequest request) => byNumber.TryRemove(number, out request!);

    public void Fail(long number, Exception exception)
    {
        if (TryTake(number, out var request))
        {
            request.Fail(exception);
        }
    }

    /// <summary>Fails every request, or those on one subject.</summary>
    public void FailAll(Func<PendingRequest, Exception> exception, string? subject = null)
    {
        foreach (var (number, request) in byNumber)
        {
            if (subject is null || request.Subject == subject)
            {
                Fail(number, exception(request));
            }
        }
    }

    public void Dispose() => sweep.Dispose();

    private void Sweep()
    {
        var now = Stopwatch.GetTimestamp();
        foreach (var (number, request) in byNumber)
        {
            if (request.Deadline <= now)
            {
                Fail(number, new NatsNoReplyException($"No reply received from {request.Subject} in time"));
            }
        }

        Volatile.Write(ref sweeping, 0);
        if (!byNumber.IsEmpty && Interlocked.Exchange(ref sweeping, 1) == 0)
        {
            sweep.Change(SweepInterval, Timeout.InfiniteTimeSpan);
        }
    }
}
