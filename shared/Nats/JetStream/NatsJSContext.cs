using System.Runtime.CompilerServices;
using NATS.Client.Core;
using NATS.Client.Core.Internal;
using NATS.Client.JetStream.Internal;
using NATS.Client.JetStream.Models;

namespace NATS.Client.JetStream;

/// <summary>JetStream over a connection.</summary>
public partial class NatsJSContext : INatsJSContext
{
    /// <param name="connection">A <see cref="NatsConnection"/>.</param>
    public NatsJSContext(INatsConnection connection)
        : this(connection, new NatsJSOpts(connection.Opts))
    {
    }

    /// <param name="connection">A <see cref="NatsConnection"/>.</param>
    /// <param name="opts">What differs from the defaults.</param>
    public NatsJSContext(INatsConnection connection, NatsJSOpts opts)
    {
        Core = connection as NatsConnection ?? throw new ArgumentException("JetStream needs a NatsConnection.", nameof(connection));
        Opts = opts;
    }

    public INatsConnection Connection => Core;

    public NatsJSOpts Opts { get; }

    internal NatsConnection Core { get; }

    /// <inheritdoc />
    public string NewBaseInbox() => Core.NewInbox();

    /// <inheritdoc />
    public ValueTask<AccountInfoResponse> GetAccountInfoAsync(CancellationToken cancellationToken = default) =>
        AskAsync<AccountInfoResponse>("INFO", cancellationToken);

    /// <summary>Asks the API for something that needs no more than its subject.</summary>
    internal ValueTask<TResponse> AskAsync<TResponse>(string what, CancellationToken cancellationToken)
        where TResponse : class =>
        AskAsync<ListRequest, TResponse>(what, null, cancellationToken);

    /// <summary>Asks the API.</summary>
    /// <param name="what">The subject below the prefix.</param>
    /// <param name="request">What is sent; nothing when null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NatsJSApiException">It refused.</exception>
    /// <exception cref="NatsJSApiNoResponseException">It did not answer, or is not there.</exception>
    internal async ValueTask<TResponse> AskAsync<TRequest, TResponse>(string what, TRequest? request, CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : class
    {
        var subject = $"{Opts.Prefix}.{what}";
        NatsMsg<ApiAnswer<TResponse>> reply;
        try
        {
            var pending = PendingReply<ApiAnswer<TResponse>>.New(ApiAnswerDeserializer<TResponse>.Default, needsResponder: false);
            var message = Core.WriteMessage(headers: null, request!, ApiRequestSerializer<TRequest>.Default);
            reply = await Core.SendAsync(pending, subject, message, Opts.RequestTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch (NatsNoReplyException exception)
        {
            throw new NatsJSApiNoResponseException(subject, exception);
        }

        if (reply.HasNoResponders)
        {
            throw new NatsJSApiNoResponseException(subject, new NatsNoRespondersException(subject));
        }

        reply.EnsureSuccess();
        return reply.Data switch
        {
            { Error: { } error } => throw new NatsJSApiException(error),
            { Value: { } value } => value,
            _ => throw new NatsJSException($"The API's answer to {subject} is empty."),
        };
    }

    private async IAsyncEnumerable<TItem> PagesAsync<TPage, TItem>(
        string what,
        string? subject,
        Func<TPage, (int Total, TItem[] Items)> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TPage : class
    {
        for (var offset = 0; ;)
        {
            var request = new ListRequest { Offset = offset, Subject = subject };
            var (total, items) = read(await AskAsync<ListRequest, TPage>(what, request, cancellationToken).ConfigureAwait(false));
            foreach (var item in items)
            {
                yield return item;
            }

            offset += items.Length;
            if (offset >= total || items.Length == 0)
            {
                yield break;
            }
        }
    }

    /// <summary>Acknowledges and waits until the server has confirmed it.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    internal async ValueTask ConfirmAsync(string subject, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var pending = PendingReply<byte[]>.New(NatsRawSerializer<byte[]>.Default, needsResponder: false);
        var message = Core.WriteMessage(headers: null, body, NatsRawSerializer<ReadOnlyMemory<byte>>.Default);
        var confirmation = await Core.SendAsync(pending, subject, message, Opts.RequestTimeout, cancellationToken).ConfigureAwait(false);
        if (confirmation.HasNoResponders)
        {
            throw new NatsNoRespondersException();
        }
    }
}
