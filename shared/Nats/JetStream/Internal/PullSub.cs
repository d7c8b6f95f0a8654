using System.Globalization;
using NATS.Client.Core;
using NATS.Client.Core.Internal;

namespace NATS.Client.JetStream.Internal;

/// <summary>An inbox that a consumer's messages are pulled into.</summary>
internal abstract class PullSub<T> : NatsSubBase
{
    private readonly INatsDeserialize<T> deserializer;
    private readonly Func<INatsJSNotification, CancellationToken, Task>? notify;
    private readonly CancellationToken cancellationToken;

    protected PullSub(
        NatsJSContext context,
        string stream,
        string consumer,
        INatsDeserialize<T>? deserializer,
        Func<INatsJSNotification, CancellationToken, Task>? notify,
        CancellationToken cancellationToken)
        : base(context.Core, context.NewBaseInbox(), null)
    {
        Context = context;
        NextSubject = $"{context.Opts.Prefix}.CONSUMER.MSG.NEXT.{stream}.{consumer}";
        this.deserializer = deserializer ?? context.Core.Opts.SerializerRegistry.GetDeserializer<T>();
        this.notify = notify;
        this.cancellationToken = cancellationToken;
        Deliveries = new DeliveryQueue<INatsJSMsg<T>>(cancellationToken);
    }

    /// <summary>Bounded by what is asked for, not by the queue: the reader of the socket never waits here.</summary>
    public DeliveryQueue<INatsJSMsg<T>> Deliveries { get; }

    protected NatsJSContext Context { get; }

    protected string NextSubject { get; }

    /// <summary>Subscribes and asks for the first messages.</summary>
    public async ValueTask StartAsync()
    {
        await Connection.WaitForOpenAsync(cancellationToken).ConfigureAwait(false);
        Connection.AddSubscription(this);
        Begin();
    }

    internal override ValueTask ReceiveAsync(in InboundMessage message)
    {
        Heard();
        var status = message.Status;
        if (status == 0)
        {
            var typed = new NatsJSMsg<T>(message.ToMessage(Connection, deserializer), Context);
            Received(typed.Size);
            Deliveries.Put(typed);
            AfterReceived();
        }
        else if (status != 100)
        {
            var headers = message.ReadHeaders(Connection.Opts.HeaderEncoding);
            Connection.Log.PullStatus(Connection.Opts.Name, NextSubject, status, headers.MessageText);
            HandleStatus(headers);
        }

        return ValueTask.CompletedTask;
    }

    internal override void PublishRefused(string subject, NatsServerException exception)
    {
        if (subject == NextSubject)
        {
            End(NatsSubEndReason.Exception, exception);
        }
    }

    protected abstract void Begin();

    protected abstract void Heard();

    protected abstract void Received(int size);

    protected abstract void AfterReceived();

    protected abstract void HandleStatus(NatsHeaders headers);

    protected bool Ask(in PullRequest request) => Connection.TryPublish(NextSubject, Subject, request.ToJson());

    protected void Notify(INatsJSNotification notification)
    {
        if (notify is not null)
        {
            Connection.Tell(async () =>
            {
                try
                {
                    await notify(notification, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception exception)
                {
                    Connection.Log.HandlerFailed(exception, Connection.Opts.Name, notification.Name);
                }
            });
        }
    }

    protected void Fail(NatsHeaders headers) =>
        End(NatsSubEndReason.JetStreamError, new NatsJSProtocolException(headers.Code, headers.Message, headers.MessageText));

    /// <summary>How much of a request the server says it will not fulfil.</summary>
    protected static long Unfulfilled(NatsHeaders headers, string what) =>
        headers.TryGetLastValue(what, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : 0;

    private protected override void Complete(Exception? exception) => Deliveries.Complete(exception);
}
