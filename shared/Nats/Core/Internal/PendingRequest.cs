using System.Threading.Tasks.Sources;

namespace NATS.Client.Core.Internal;

/// <summary>A request whose reply is awaited.</summary>
internal abstract class PendingRequest(string subject)
{
    private CancellationTokenRegistration cancellation;

    public string Subject => subject;

    public long Number { get; set; }

    /// <summary>The Stopwatch's timestamp at which it is over.</summary>
    public long Deadline { get; set; }

    public void ListenTo(PendingRequests owner, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            cancellation = cancellationToken.UnsafeRegister(
                (state, token) => ((PendingRequests)state!).Fail(Number, new OperationCanceledException(token)),
                owner);
        }
    }

    public void Reply(NatsConnection connection, in InboundMessage message)
    {
        cancellation.Unregister();
        Complete(connection, message);
    }

    public void Fail(Exception exception)
    {
        cancellation.Unregister();
        CompleteWith(exception);
    }

    protected abstract void Complete(NatsConnection connection, in InboundMessage message);

    protected abstract void CompleteWith(Exception exception);
}

/// <summary>A request whose reply is awaited as one type; await it once.</summary>
internal sealed class PendingRequest<T>(string subject, INatsDeserialize<T> deserializer) : PendingRequest(subject), IValueTaskSource<NatsMsg<T>>
{
    // The reply must not be handled on the thread that reads the socket.
    private ManualResetValueTaskSourceCore<NatsMsg<T>> core = new() { RunContinuationsAsynchronously = true };

    public ValueTask<NatsMsg<T>> Reply() => new(this, core.Version);

    public NatsMsg<T> GetResult(short token) => core.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        core.OnCompleted(continuation, state, token, flags);

    protected override void Complete(
        NatsConnection connection,
        in InboundMessage message) => core.SetResult(message.ToMessage(connection,
        deserializer));

    protected override void CompleteWith(Exception exception) => core.SetException(exception);
}
