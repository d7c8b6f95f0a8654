using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Wire;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Simulator;

/// <summary>How a conversation on a stream begins, and what may be said in it.</summary>
[Collection("Simulator")]
public sealed class StreamConversationTests(SimulatorFixture simulator)
{
    private const string Keys = """{"action":"auth","key":"demo","secret":"demo"}""";

    // .NET sends no Content-Type without a content; the official clients, which send it, are tested by AlpacaSdkTests.
    private static readonly (string, string) MessagePack = ("Accept", "application/msgpack");

    [Fact]
    public async Task Speaks_messagepack_to_those_who_ask_for_it_in_the_handshake()
    {
        await using var stream = await StreamClient.ConnectAsync(simulator.Process, "/v2/test", MessagePack);
        await stream.Item("the greeting", item => (string?)item["msg"] == "connected");
        await stream.Send(Packed("""{"action":"auth","key":"demo","secret":"demo"}"""));
        await stream.Item("authentication", item => (string?)item["msg"] == "authenticated");
        var subscribe = Packed("""{"action":"subscribe","bars":["FAKEPACA"],"quotes":["*"]}""");
        await stream.Send(subscribe[..7], WebSocketMessageType.Binary, end: false);
        await stream.Send(subscribe[7..]);

        var subscribed = await stream.Item("the confirmation", item => (string?)item["T"] == "subscription");

        Assert.Equal("""["FAKEPACA"]""", subscribed["bars"]!.ToJsonString());
        Assert.All(stream.Received(), received => Assert.Equal(WebSocketMessageType.Binary, received.Type));
    }

    [Fact]
    public async Task Takes_the_keys_of_the_handshake_and_says_that_once_is_enough()
    {
        await using var right = await StreamClient.ConnectAsync(simulator.Process, "/v1beta3/crypto/us", ("APCA-API-KEY-ID", "demo"), ("APCA-API-SECRET-KEY", "demo"));
        await right.Item("authentication", item => (string?)item["msg"] == "authenticated");
        await right.Send("""{"action":"auth","key":"demo","secret":"demo"}""");
        await right.Item("already authenticated", item => (int?)item["code"] == 403);

        await using var wrong = await StreamClient.ConnectAsync(simulator.Process, "/v1beta3/crypto/us", ("APCA-API-KEY-ID", "demo"), ("APCA-API-SECRET-KEY", "wrong"));
        await wrong.Item("auth failed", item => (int?)item["code"] == 402);
        await Eventually.Holds("the end of the connection", () => wrong.IsOver);

        await using var trading = await StreamClient.ConnectAsync(simulator.Process, "/stream", MessagePack, ("APCA-API-KEY-ID", "demo"), ("APCA-API-SECRET-KEY", "demo"));
        await trading.Send(Packed("""{"action":"listen","data":{"streams":["trade_updates","nonsense"]}}"""));
        var listening = await trading.Item("listening", message => (string?)message["stream"] == "listening");
        Assert.Equal("""["trade_updates"]""", listening["data"]!["streams"]!.ToJsonString());
    }

    [Fact]
    public async Task Lets_a_client_without_a_place_ask_again_on_the_same_connection()
    {
        await using var waiting = await StreamClient.ConnectAsync(simulator.Process, "/v2/delayed_sip");
        await using (await StreamClient.AuthenticatedAsync(simulator.Process, "/v2/delayed_sip"))
        {
            await waiting.Send(Keys);
            await waiting.Item("connection limit", item => (int?)item["code"] == 406);
        }

        await Eventually.Holds("a place", async () =>
        {
            var before = waiting.Received().Count;
            await waiting.Send(Keys);
            await Eventually.Holds("an answer", () => waiting.Received().Count > before);
            return (string?)waiting.Received()[^1].Message[0]!["msg"] == "authenticated";
        });
    }

    [Fact]
    public async Task Refuses_channels_of_another_feed_and_lists_that_are_none()
    {
        await using var stocks = await StreamClient.AuthenticatedAsync(simulator.Process, "/v2/sip");
        await stocks.Send("""{"action":"subscribe","orderbooks":["BTC/USD"]}""");
        await stocks.Item("wrong channel", item => (int?)item["code"] == 410);
        await stocks.Send("""{"action":"subscribe","bars":"A"}""");
        await stocks.Send("""{"action":"subscribe","bars":[7]}""");
        await stocks.Send("""{"action":"dance"}""");
        await Eventually.Holds("three times invalid syntax", () => stocks.Received().Count(received => (int?)received.Message[0]!["code"] == 400) == 3);

        await stocks.Send("""{"action":"subscribe","bars":["B","A"],"orderbooks":[],"news":[]}""");
        var subscribed = await stocks.Item("the confirmation", item => (string?)item["T"] == "subscription");
        Assert.Equal("""["A","B"]""", subscribed["bars"]!.ToJsonString());
        Assert.Null(subscribed["orderbooks"]);
        await stocks.Send("""{"action":"unsubscribe","bars":["A"]}""");
        await stocks.Item("the smaller set", item => item["bars"]?.ToJsonString() == """["B"]""");
    }

    [Fact]
    public async Task Waits_for_the_rest_of_a_document_but_not_for_long()
    {
        await using var stream = await StreamClient.AuthenticatedAsync(simulator.Process, "/v1beta1/boats");
        var text = Encoding.UTF8.GetBytes("""{"action":"subscribe","bars":["A"]}""");
        await stream.Send(text[..12]);
        await stream.Send(text[12..], WebSocketMessageType.Text);
        await stream.Item("the confirmation", item => (string?)item["T"] == "subscription");

        await stream.Send(text[..12]);
        await stream.Item("invalid syntax", item => (int?)item["code"] == 400);
        await stream.Send(text);
        await Eventually.Holds("another confirmation", () => stream.Received().Count(received => (string?)received.Message[0]!["T"] == "subscription") == 2);
    }

    [Fact]
    public async Task Answers_a_plain_request_to_a_stream_in_words()
    {
        var (status, body) = await simulator.Client.Call(HttpMethod.Get, "/v2/iex");

        Assert.Equal((400, "this is a WebSocket endpoint"), (status, body!["message"].Text()));
    }

    private static byte[] Packed(string json) => WireNode.Bytes(JsonNode.Parse(json)!, DataEncoding.MessagePack);
}
