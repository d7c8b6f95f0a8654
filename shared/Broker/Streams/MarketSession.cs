using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Broker.Json;
using Pipeline.Broker.Port;

namespace Pipeline.Broker.Streams;

/// <summary>One connection to the market-data stream: signs in, then keeps the subscription at what is wanted, one request in flight, while data flow past.</summary>
internal sealed class MarketSession(
    string name, StreamSocket socket, ApiKeys keys, VenueOptions options, SilenceWatch silence, TimeProvider time, ILogger logger, ChannelWriter<MarketStreamItem> items)
{
    private readonly Channel<SessionMessage> _messages = Channel.CreateUnbounded<SessionMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SubscriptionPlan _plan = new();

    /// <summary>Something else is wanted; the session asks for it when it comes to that.</summary>
    public void WantedChanged() => _messages.Writer.TryWrite(new SessionMessage.WantedChanged());

    /// <summary>Ends by an exception only.</summary>
    public async Task RunAsync(Func<MarketSubscription> wanted, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var receiving = ReceiveAsync(end.Token);
        var steering = SteerAsync(wanted, end.Token);
        var watching = silence.RunAsync(wanted, _plan.Grants, end.Token);
        var first = await Task.WhenAny(receiving, steering, watching);
        await end.CancelAsync();
        // The others end by that cancellation; the first one's exception is the session's.
        await Task.WhenAll(receiving, steering, watching).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await first;
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            foreach (var document in await socket.ReceiveAsync(cancellationToken))
            {
                foreach (var item in document.ValueKind == JsonValueKind.Array ? document.EnumerateArray().AsEnumerable() : [document])
                {
                    if (MarketMessage.ReadData(item) is { } data)
                    {
                        silence.Heard(data);
                        await items.WriteAsync(data, cancellationToken);
                    }
                    else if (MarketMessage.ReadSession(item) is { } message)
                        _messages.Writer.TryWrite(message);
                }
            }
        }
    }

    private async Task SteerAsync(Func<MarketSubscription> wanted, CancellationToken cancellationToken)
    {
        await ExpectAsync("connected", cancellationToken);
        await socket.SendAsync(Authenticate, cancellationToken);
        await ExpectAsync("authenticated", cancellationToken);
        _plan.Want(wanted());
        var announced = false;
        while (true)
        {
            if (_plan.Next() is { } request)
            {
                await AskAsync(request, wanted, cancellationToken);
                continue;
            }

            if (!announced)
            {
                announced = true;
                Log.StreamConnected(logger, name);
                await items.WriteAsync(new MarketStreamItem.Connected(), cancellationToken);
            }

            await HandleAsync(await _messages.Reader.ReadAsync(cancellationToken), inFlight: null, wanted, cancellationToken);
        }
    }

    /// <summary>Sends one request and waits for the venue's answer to it.</summary>
    private async Task AskAsync(SubscriptionRequest request, Func<MarketSubscription> wanted, CancellationToken cancellationToken)
    {
        await socket.SendAsync(request.Write, cancellationToken);
        var patience = new Patience(time, options.StreamAnswerTimeout);
        while (true)
        {
            var message = await NextAsync("subscription", patience, cancellationToken);
            await HandleAsync(message, request, wanted, cancellationToken);
            if (message is SessionMessage.Subscribed or SessionMessage.Error)
                return;
        }
    }

    private async Task HandleAsync(SessionMessage message, SubscriptionRequest? inFlight, Func<MarketSubscription> wanted, CancellationToken cancellationToken)
    {
        switch (message)
        {
            case SessionMessage.WantedChanged:
                _plan.Want(wanted());
                return;
            case SessionMessage.Subscribed subscribed:
                if (_plan.Confirm(inFlight, subscribed.Complete) is { Count: > 0 } ignored)
                    await RefusedAsync(0, $"The venue left out {ignored.Count} of {inFlight!.Channels.Count} names: {ignored[0].Kind} {ignored[0].Name} ...", cancellationToken);
                return;
            case SessionMessage.Error { Code: 405 } limit when inFlight is not null:
                // Told once: the smaller steps that follow are expected to meet the limit again.
                if (_plan.MeetsLimitFirst)
                    await RefusedAsync(limit.Code, limit.Text, cancellationToken);
                _plan.RefuseByLimit(inFlight);
                return;
            case SessionMessage.Error { Code: 409 or 410 } refused when inFlight is not null:
                _plan.Refuse(inFlight);
                await RefusedAsync(refused.Code, refused.Text, cancellationToken);
                return;
            case SessionMessage.Error { Code: not 403 } error:
                throw Loss(error);
        }
    }

    private async Task RefusedAsync(int code, string text, CancellationToken cancellationToken)
    {
        var safe = keys.Redact(text);
        Log.SubscriptionRefused(logger, code, safe);
        await items.WriteAsync(new MarketStreamItem.Refused(code, safe), cancellationToken);
    }

    private async Task ExpectAsync(string success, CancellationToken cancellationToken)
    {
        var patience = new Patience(time, options.StreamAnswerTimeout);
        while (true)
        {
            switch (await NextAsync(success, patience, cancellationToken))
            {
                case SessionMessage.Success { Text: var text } when text == success:
                case SessionMessage.Error { Code: 403 }:
                    return;
                case SessionMessage.Error error:
                    throw Loss(error);
            }
        }
    }

    private Task<SessionMessage> NextAsync(string what, Patience patience, CancellationToken cancellationToken) =>
        Deadlines.WithinAsync(_messages.Reader.ReadAsync, patience.Left, what, time, cancellationToken);

    // 407 too: a venue that dropped data for a slow reader has left a gap, which only a new connection makes known.
    private static StreamLostException Loss(SessionMessage.Error error) => error.Code switch
    {
        402 => new StreamLostException("The venue refused the keys (402)."),
        406 => new StreamLostException($"Another connection holds the stream's slot (406 {error.Text}).", connectionLimit: true),
        407 => new StreamLostException("The venue dropped data, because they were read too slowly (407)."),
        _ => new StreamLostException($"The venue reported an error: {error.Code} {error.Text}."),
    };

    private void Authenticate(Utf8JsonWriter json)
    {
        json.WriteString("action", "auth");
        json.WriteString("key", keys.KeyId);
        json.WriteString("secret", keys.Secret);
    }
}
