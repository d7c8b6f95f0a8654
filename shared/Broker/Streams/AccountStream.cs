using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Pipeline.Broker.Json;
using Pipeline.Broker.Port;

namespace Pipeline.Broker.Streams;

/// <inheritdoc cref="IAccountStream"/>
/// <remarks>Protocol: wire contract 3.1.</remarks>
internal sealed class AccountStream(ApiKeys keys, VenueOptions options, TimeProvider time, ILogger<AccountStream> logger) : IAccountStream
{
    private const string Name = "account";
    private const string TradeUpdates = "trade_updates";

    private readonly ReconnectingStream<AccountStreamItem> _stream =
        new(Name, options.Required(options.TradingStreamUrl, nameof(VenueOptions.TradingStreamUrl)), keys, options, time, logger);

    public IAsyncEnumerable<AccountStreamItem> ReadAsync(CancellationToken cancellationToken) =>
        _stream.ReadAsync(LiveAsync, (reason, _) => new AccountStreamItem.Lost(reason), cancellationToken);

    public void Renew(string reason) => _stream.Renew(reason);

    public void Retry() => _stream.Retry();

    private async Task LiveAsync(StreamSocket socket, ChannelWriter<AccountStreamItem> items, CancellationToken cancellationToken)
    {
        await socket.SendAsync(Authenticate, cancellationToken);
        await AwaitAsync(socket, items, "authorization", IsAuthorized, cancellationToken);
        await socket.SendAsync(Listen, cancellationToken);
        await AwaitAsync(socket, items, "listening", Listens, cancellationToken);
        Log.StreamConnected(logger, Name);
        await items.WriteAsync(new AccountStreamItem.Connected(), cancellationToken);
        while (true)
        {
            foreach (var message in await socket.ReceiveAsync(cancellationToken))
            {
                if (message.Text("stream") == "listening" && !Listens(message))
                    throw new StreamLostException("The venue has ended the subscription.");
                await PassOnAsync(message, items, cancellationToken);
            }
        }
    }

    /// <summary>Reads until the answer that is awaited; updates that come before it are passed on.</summary>
    private async Task AwaitAsync(
        StreamSocket socket, ChannelWriter<AccountStreamItem> items, string stream, Func<JsonElement, bool> isGood, CancellationToken cancellationToken)
    {
        var patience = new Patience(time, options.StreamAnswerTimeout);
        while (true)
        {
            var messages = await Deadlines.WithinAsync(
                async token => await socket.ReceiveAsync(token), patience.Left, stream, time, cancellationToken);
            var answered = false;
            foreach (var message in messages)
            {
                if (message.Text("stream") == stream)
                    answered = isGood(message) ? true : throw new StreamLostException(WhyNot(message, stream));
                else
                    await PassOnAsync(message, items, cancellationToken);
            }

            if (answered)
                return;
        }
    }

    private async Task PassOnAsync(JsonElement message, ChannelWriter<AccountStreamItem> items, CancellationToken cancellationToken)
    {
        // What tells of an order is an update, whatever the venue calls it, and one that cannot be read must not pass for silence.
        var isUpdate = message.Text("stream") == TradeUpdates || message.Field("data")?.Field("order") is not null;
        if (isUpdate && ReadUpdate(message.Field("data") ?? default) is { } update)
            await items.WriteAsync(update, cancellationToken);
    }

    private AccountStreamItem.Update? ReadUpdate(JsonElement data)
    {
        try
        {
            var word = data.RequiredText("event");
            var order = WireOrder.Read(data.Field("order") ?? throw JsonFields.Missing("order"));
            if (order is null)
                return null;
            var at = data.Time("timestamp") ?? order.UpdatedAt ?? order.SubmittedAt ?? throw JsonFields.Missing("timestamp");
            var execution = WireExecution.FromEvent(data, word, order, at);
            if (execution is null && word is "fill" or "partial_fill")
                Log.ExecutionWithoutFigures(logger, word, order.VenueOrderId);
            return new AccountStreamItem.Update(word, order, execution, at, WireExecution.AmendmentFromEvent(data, word, order, at));
        }
        catch (JsonException unreadable)
        {
            // The stream never repeats itself: only a new connection makes the reader fill the gap by REST.
            throw new StreamLostException($"An update that cannot be read came: {unreadable.Message}", innerException: unreadable);
        }
    }

    private void Authenticate(Utf8JsonWriter json)
    {
        json.WriteString("action", "authenticate");
        json.WriteStartObject("data");
        json.WriteString("key_id", keys.KeyId);
        json.WriteString("secret_key", keys.Secret);
        json.WriteEndObject();
    }

    private static void Listen(Utf8JsonWriter json)
    {
        json.WriteString("action", "listen");
        json.WriteStartObject("data");
        json.WriteStartArray("streams");
        json.WriteStringValue(TradeUpdates);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static bool IsAuthorized(JsonElement message) => message.Field("data")?.Text("status") == "authorized";

    private static bool Listens(JsonElement message) =>
        message.Field("data")?.Items("streams").Any(stream => stream.TextOf() == TradeUpdates) == true;

    private static string WhyNot(JsonElement message, string stream) => stream == "authorization"
        ? $"The venue refused the keys ({message.Field("data")?.Text("status") ?? "no status"})."
        : "The venue did not confirm the subscription to order updates.";
}
