using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks.Sources;
using NATS.Client.Core.Internal;

namespace NATS.Client.JetStream.Internal;

/// <summary>What is delivered and not handled yet: the socket's reader puts it in, one handler takes it out and may wait for more.</summary>
internal sealed class DeliveryQueue<T> : IValueTaskSource<bool>, IThreadPoolWorkItem
{
    private readonly Lock sync = new();
    private readonly Queue<T> queue = new();
    private readonly CancellationTokenRegistration cancellation;
    private readonly CancellationToken cancellationToken;
    private ManualResetValueTaskSourceCore<bool> arrival;
    private bool isAwaited;
    private bool isComplete;
    private Exception? failure;

    /// <param name="cancellationToken">Ends every wait.</param>
    public DeliveryQueue(CancellationToken cancellationToken)
    {
        this.cancellationToken = cancellationToken;
        cancellation = cancellationToken.UnsafeRegister(static queue => ((DeliveryQueue<T>)queue!).ResumeWaiting(), this);
    }

    /// <summary>To be called by the socket's reader.</summary>
    public void Put(T item)
    {
        lock (sync)
        {
            if (isComplete)
            {
                return;
            }

            queue.Enqueue(item);
            if (!isAwaited)
            {
                return;
            }

            isAwaited = false;
        }

        TransportReader.Wake(this);
    }

    /// <summary>Nothing more will come.</summary>
    /// <param name="exception">Thrown where the end of the queue is reached.</param>
    public void Complete(Exception? exception)
    {
        lock (sync)
        {
            if (isComplete)
            {
                return;
            }

            (isComplete, failure) = (true, exception);
        }

        cancellation.Unregister();
        ResumeWaiting();
    }

    public bool TryTake([MaybeNullWhen(false)] out T item)
    {
        lock (sync)
        {
            return queue.TryDequeue(out item);
        }
    }

    /// <summary>Waits until there may be something to take; one wait at a time, to be awaited once.</summary>
    /// <returns>False when nothing will come any more.</returns>
    public ValueTask<bool> WaitAsync()
    {
        lock (sync)
        {
            if (queue.Count > 0)
            {
                return ValueTask.FromResult(true);
            }

            if (isComplete)
            {
                return failure is null ? ValueTask.FromResult(false) : ValueTask.FromException<bool>(failure);
            }

            if (cancellationToken.IsCancellationRequested)
            {
                return ValueTask.FromCanceled<bool>(cancellationToken);
            }

            arrival.Reset();
            isAwaited = true;
            return new ValueTask<bool>(this, arrival.Version);
        }
    }

    public void Execute() => arrival.SetResult(true);

    public bool GetResult(short token)
    {
        arrival.GetResult(token);
        cancellationToken.ThrowIfCancellationRequested();
        return true;
    }

    public ValueTaskSourceStatus GetStatus(short token) => arrival.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        arrival.OnCompleted(continuation, state, token, flags);

    private void ResumeWaiting()
    {
        lock (sync)
        {
            if (!isAwaited)
            {
                return;
            }

            isAwaited = false;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
