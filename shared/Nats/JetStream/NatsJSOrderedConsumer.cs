using System.Runtime.CompilerServices;
using NATS.Client.Core;
using NATS.Client.Core.Internal;
using NATS.Client.JetStream.Internal;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

/// <summary>
/// Reads a stream in order and without gaps, on a consumer of its own that is made anew, from where it was, whenever it is lost.
/// </summary>
public class NatsJSOrderedConsumer : INatsJSConsumer
{
    private readonly string stream;
    private readonly NatsJSContext context;
    private readonly NatsJSOrderedConsumerOpts opts;
    private ulong lastSequence;
    private bool begun;
    private bool newIsSettled;

    /// <param name="stream">The stream's name.</param>
    /// <param name="context">The context to read it in.</param>
    /// <param name="opts">Where to begin, and what to filter.</param>
    internal NatsJSOrderedConsumer(string stream, NatsJSContext context, NatsJSOrderedConsumerOpts opts)
    {
        this.stream = stream;
        this.context = context;
        this.opts = opts;
        Info = new ConsumerInfo { Name = string.Empty, StreamName = stream };
    }

    /// <summary>The consumer of the moment; without a name before the first message is asked for.</summary>
    public ConsumerInfo Info { get; private set; }

    /// <inheritdoc />
    public async IAsyncEnumerable<INatsJSMsg<T>> ConsumeAsync<T>(
        INatsDeserialize<T>? serializer = default,
        NatsJSConsumeOpts? opts = default,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        opts ??= context.Opts.DefaultConsumeOpts;
        var settings = ConsumeSettings.Of(opts) with { MaxConsecutive503Errors = 1 };
        while (true)
        {
            await RenewAsync(cancellationToken).ConfigureAwait(false);

            // With the connection go messages that count as delivered: only a new consumer brings them again.
            var sub = new ConsumeSub<T>(
                context, stream, Info.Name, settings, serializer, opts.NotificationHandler, endsWithConnection: true, cancellationToken);
            var reading = new OrderedReading<T>(sub);
            try
            {
                await sub.StartAsync().ConfigureAwait(false);
                while (await reading.NextAsync().ConfigureAwait(false) is { } msg)
                {
                    lastSequence = reading.StreamSequence;
                    yield return msg;
                }
            }
            finally
            {
                await sub.DisposeAsync().ConfigureAwait(false);
                await ForgetConsumerAsync(reading.Ended).ConfigureAwait(false);
            }

            context.Core.Log.OrderedConsumerRenewed(context.Core.Opts.Name, stream, lastSequence + 1, reading.Ended!);
        }
    }

    /// <inheritdoc />
    public ValueTask<INatsJSMsg<T>?> NextAsync<T>(
        INatsDeserialize<T>? serializer = default,
        NatsJSNextOpts? opts = default,
        CancellationToken cancellationToken = default) =>
        this.FetchOneAsync(opts ?? context.Opts.DefaultNextOpts, serializer, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<INatsJSMsg<T>> FetchNoWaitAsync<T>(
        NatsJSFetchOpts opts,
        INatsDeserialize<T>? serializer = default,
        CancellationToken cancellationToken = default) =>
        FetchAsync(opts with { NoWait = true }, serializer, cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<INatsJSMsg<T>> FetchAsync<T>(
        NatsJSFetchOpts opts,
        INatsDeserialize<T>? serializer = default,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await RenewAsync(cancellationToken).ConfigureAwait(false);
        var consumer = new NatsJSConsumer(context, Info);
        var expected = 0UL;
        try
        {
            await foreach (var msg in consumer.FetchAsync(opts, serializer, cancellationToken).ConfigureAwait(false))
            {
                if (msg.Metadata is not { } metadata || metadata.Sequence.Consumer != ++expected)
                {
                    yield break; // the next call begins after the last message that came in order
                }

                lastSequence = metadata.Sequence.Stream;
                yield return msg;
            }
        }
        finally
        {
            await ForgetConsumerAsync(ended: null).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public async ValueTask RefreshAsync(CancellationToken cancellationToken = default) =>
        Info = await context.GetConsumerInfoAsync(stream, Info.Name, cancellationToken).ConfigureAwait(false);

    private async ValueTask RenewAsync(CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                Info = (await context.CreateConsumerAsync(stream, NextConfig(), cancellationToken).ConfigureAwait(false)).Info;
                if (!begun && opts.DeliverPolicy == ConsumerConfigDeliverPolicy.New)
                {
                    // What is new is settled now, not at the next consumer; an empty stream ends at 0.
                    lastSequence = Info.Delivered.StreamSeq;
                    newIsSettled = true;
                }

                begun = true;
                return;
            }
            catch (NatsException exception) when (begun && MayPass(exception) && (opts.MaxResetAttempts < 0 || failures < opts.MaxResetAttempts))
            {
                context.Core.Log.OrderedConsumerRenewed(context.Core.Opts.Name, stream, lastSequence + 1, exception.Message);
            }

            var wait = TimeSpan.FromMilliseconds(Math.Min(1000, 50 << Math.Min(failures, 5)));
            await Task.Delay(wait, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    // A server on its way up answers not at all, or with 503; whatever else it says stays true.
    private static bool MayPass(NatsException exception) => exception switch
    {
        NatsJSApiException { Error.Code: var code } => code >= 500,
        NatsJSApiNoResponseException or NatsTimeoutException or NatsNoReplyException => true,
        _ => false,
    };

    private ConsumerConfig NextConfig()
    {
        var config = new ConsumerConfig
        {
            Name = UniqueName.Next(),
            AckPolicy = ConsumerConfigAckPolicy.None,
            MemStorage = true,
            NumReplicas = 1,
            MaxDeliver = 1,
            InactiveThreshold = opts.InactiveThreshold,
            HeadersOnly = opts.HeadersOnly,
            ReplayPolicy = opts.ReplayPolicy,
            FilterSubject = opts.FilterSubjects is [var one] ? one : null,
            FilterSubjects = opts.FilterSubjects.Length > 1 ? opts.FilterSubjects : null,
            DeliverPolicy = opts.DeliverPolicy,
            OptStartSeq = opts.OptStartSeq,
            OptStartTime = opts.OptStartTime,
        };
        return lastSequence == 0 && !newIsSettled
            ? config
            : config with { DeliverPolicy = ConsumerConfigDeliverPolicy.ByStartSequence, OptStartSeq = lastSequence + 1, OptStartTime = default };
    }

    private async ValueTask ForgetConsumerAsync(string? ended)
    {
        if (ended is not null || context.Core.ConnectionState != NatsConnectionState.Open)
        {
            return; // it is gone, or the server forgets it by itself
        }

        try
        {
            await context.DeleteConsumerAsync(stream, Info.Name).ConfigureAwait(false);
        }
        catch (NatsException exception)
        {
            // The server forgets it after its inactive threshold anyway.
            context.Core.Log.NotDrained(context.Core.Opts.Name, exception.Message);
        }
    }
}
