using System.Threading.Tasks.Sources;

namespace NATS.Client.Core.Internal;

/// <summary>A request whose answer is awaited; executing it resumes who waits.</summary>
internal abstract class PendingRequest : IThreadPoolWorkItem
{
    private PendingRequests? among;
    private CancellationTokenRegistration cancellation;
    private bool isCancellable;

    /// <summary>Where it goes.</summary>
    public string Subject { get; set; } = "";

    public long Number { get; private set; }

    /// <summary>The Stopwatch's timestamp at which it is over.</summary>
    public long Deadline { get; private set; }

    /// <summary>Whether nobody else holds on to it once its result is fetched: then it can serve for another request.</summary>
    protected bool IsReusable { get; private set; }

    public void Begin(PendingRequests owner, long number, long deadline)
    {
        (among, Number, Deadline) = (owner, number, deadline);
        (isCancellable, IsReusable) = (false, false);
    }

    public void ListenTo(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            isCancellable = true;
            cancellation = cancellationToken.UnsafeRegister(
                static (state, token) =>
                {
                    var request = (PendingRequest)state!;
                    request.among!.Fail(request.Number, new OperationCanceledException(token));
                },
                this);
        }
    }

    /// <summary>Takes the answer; who waits is resumed by <see cref="Execute"/>.</summary>
    public void Answer(NatsConnection connection, in InboundMessage message)
    {
        IsReusable = !isCancellable || cancellation.Unregister();
        Take(connection, message);
    }

    /// <summary>Takes an exception for an answer, and resumes who waits.</summary>
    public void Fail(Exception exception)
    {
        cancellation.Unregister();
        Take(exception);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public abstract void Execute();

    protected abstract void Take(NatsConnection connection, in InboundMessage message);

    protected abstract void Take(Exception exception);
}

/// <summary>A request whose answer is awaited as one type; await it once.</summary>
internal abstract class PendingRequest<TResult> : PendingRequest, IValueTaskSource<TResult>
{
    private ManualResetValueTaskSourceCore<TResult> core;
    private TResult? result;
    private Exception? failure;

    /// <summary>The awaited answer; to be asked for before the request is sent, and once.</summary>
    public ValueTask<TResult> ResultAsync() => new(this, core.Version);

    /// <summary>What an exception means to who waits.</summary>
    public virtual Exception MeaningOf(Exception exception) => exception;

    public TResult GetResult(short token)
    {
        var fetched = core.GetResult(token);
        if (IsReusable)
        {
            core.Reset();
            Recycle();
        }

        return fetched;
    }

    public ValueTaskSourceStatus GetStatus(short token) => core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        core.OnCompleted(continuation, state, token, flags);

    public override void Execute()
    {
        if (failure is not null)
        {
            core.SetException(failure);
            return;
        }

        // From the moment it is set, this may serve for the next request already.
        var taken = result!;
        result = default;
        core.SetResult(taken);
    }

    /// <summary>Reads the answer.</summary>
    /// <param name="connection">Where it came from.</param>
    /// <param name="message">What came.</param>
    /// <param name="exception">What who waits gets instead.</param>
    protected abstract TResult Read(NatsConnection connection, in InboundMessage message, out Exception? exception);

    /// <summary>Keeps it for another request.</summary>
    protected abstract void Recycle();

    protected sealed override void Take(NatsConnection connection, in InboundMessage message) => result = Read(connection, message, out failure);

    protected sealed override void Take(Exception exception) => failure = MeaningOf(exception);
}
