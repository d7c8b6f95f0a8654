using System.Text.Json.Nodes;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Simulator.Faults;

public sealed class StreamFaultTests(FaultBench bench) : IClassFixture<FaultBench>, IAsyncLifetime
{
    public Task InitializeAsync() => bench.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(1000, "bye")]
    [InlineData(1001, "going away")]
    [InlineData(1011, "internal error")]
    [InlineData(1006, null)]
    public async Task Closes_with_the_code_it_is_given(int code, string? text)
    {
        await using var stream = await bench.ListenAsync();

        await bench.ArmAsync($$"""{"kind":"stream-close","code":{{code}},"text":"{{text ?? "none"}}","stream":"/stream"}""");

        await Eventually.Holds("the end of the stream", () => stream.IsOver);
        Assert.Equal(code == 1006 ? (null, null) : (code, text), ((int?)stream.CloseStatus, stream.CloseText));
    }

    [Fact]
    public async Task Stays_open_in_silence_and_loses_what_it_would_have_said()
    {
        await using var stream = await bench.ListenAsync();
        var id = await bench.ArmAsync("""{"kind":"stream-silent","stream":"/stream"}""");
        await bench.BuyAsync(bench.FreshSymbol(), "unheard");
        await Eventually.Holds("messages that are not sent", async () => await bench.FiredAsync(id) >= 6);
        await bench.ClearAsync();

        await bench.BuyAsync(bench.FreshSymbol(), "heard");

        await stream.Item("what is said after the silence", message => Event(message) == "fill" && Id(message) == "heard");
        Assert.DoesNotContain(stream.Received(), received => Id(received.Message) == "unheard");
    }

    [Fact]
    public async Task Never_answers_the_keys_or_refuses_good_ones()
    {
        var silent = await bench.ArmAsync("""{"kind":"auth-silent","stream":"/v2/iex","count":1}""");
        await using (var mute = await StreamClient.ConnectAsync(bench.Process, "/v2/iex"))
        {
            await mute.Item("the greeting", item => (string?)item["msg"] == "connected");
            await mute.Send("""{"action":"auth","key":"demo","secret":"demo"}""");
            await Eventually.Holds("the silence", async () => await bench.FiredAsync(silent) == 1);
            Assert.Single(mute.Received());
        }

        await bench.ArmAsync("""{"kind":"auth-refused","stream":"/v2/sip"}""");
        await using var refused = await StreamClient.ConnectAsync(bench.Process, "/v2/sip");
        await refused.Send("""{"action":"auth","key":"demo","secret":"demo"}""");
        await refused.Item("402", item => (int?)item["code"] == 402);
        await Eventually.Holds("the end", () => refused.IsOver);
    }

    [Fact]
    public async Task Repeats_swaps_and_loses_messages()
    {
        await using var stream = await bench.ListenAsync();
        var symbol = bench.FreshSymbol();
        await bench.ArmAsync($$"""{"kind":"stream-duplicate","event":"fill","symbol":"{{symbol}}"}""");
        await bench.ArmAsync($$"""{"kind":"stream-reorder","event":"pending_new","symbol":"{{symbol}}"}""");
        await bench.ArmAsync($$"""{"kind":"stream-drop","event":"held","symbol":"{{symbol}}","skip":1}""");
        await bench.BuyAsync(symbol, "shuffled");

        await stream.Item("the live leg", message => Event(message) == "new" && (string?)message["data"]!["order"]!["side"] == "sell");

        Assert.Equal(["held", "pending_new", "new", "fill", "fill", "new"], stream.Received().Select(received => Event(received.Message)).OfType<string>());
    }

    [Fact]
    public async Task Lets_the_reply_come_before_the_stream_and_after_it()
    {
        await using var stream = await bench.ListenAsync();
        await bench.ArmAsync("""{"kind":"stream-delay","milliseconds":700,"for":60}""");
        await bench.BuyAsync(bench.FreshSymbol(), "reply-first");
        Assert.DoesNotContain(stream.Received(), received => Id(received.Message) == "reply-first");
        await stream.Item("the late fill", message => Event(message) == "fill" && Id(message) == "reply-first");
        await bench.ClearAsync();

        await bench.ArmAsync("""{"kind":"delay","milliseconds":20000}""");
        var reply = bench.BuyAsync(bench.FreshSymbol(), "stream-first");
        await stream.Item("the early fill", message => Event(message) == "fill" && Id(message) == "stream-first");
        Assert.False(reply.IsCompleted);
        bench.Client.CancelPendingRequests();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reply);
    }

    [Fact]
    public async Task Puts_several_messages_into_one()
    {
        await using var stream = await StreamClient.AuthenticatedAsync(bench.Process, "/v2/iex");
        await bench.ArmAsync("""{"kind":"stream-batch","messages":2,"event":"control"}""");
        await stream.Send("""{"action":"subscribe","bars":["A"]}{"action":"subscribe","bars":["B"]}""");

        await stream.Item("both answers", item => (string?)item["T"] == "subscription");

        Assert.Equal(2, stream.Received()[^1].Message.AsArray().Count);
    }

    [Theory]
    [InlineData(65_535)]
    [InlineData(1_200_000)]
    public async Task Sends_a_message_of_exactly_the_size_it_is_given(int bytes)
    {
        await using var stream = await bench.ListenAsync();
        var symbol = bench.FreshSymbol();
        await bench.ArmAsync($$"""{"kind":"big-message","bytes":{{bytes}},"event":"fill","symbol":"{{symbol}}"}""");
        await bench.BuyAsync(symbol, "big-" + symbol);

        await stream.Item("the big message", message => Event(message) == "fill");

        Assert.Equal(bytes, stream.Received().Single(received => Event(received.Message) == "fill").Bytes);
    }

    [Fact]
    public async Task Has_no_place_after_an_unclean_end_until_the_time_is_over()
    {
        await bench.ArmAsync("""{"kind":"half-open","seconds":1.2,"stream":"/v2/sip"}""");
        await using (var first = await StreamClient.AuthenticatedAsync(bench.Process, "/v2/sip")) first.Abort();

        Assert.Equal(406, await Answer("/v2/sip"));
        await using var elsewhere = await StreamClient.AuthenticatedAsync(bench.Process, "/v2/iex");
        await Eventually.Holds("the place to be free again", async () => await Answer("/v2/sip") == null);

        async Task<int?> Answer(string path)
        {
            await using var stream = await StreamClient.ConnectAsync(bench.Process, path);
            await stream.Send("""{"action":"auth","key":"demo","secret":"demo"}""");
            var item = await stream.Item("an answer", item => (string?)item["msg"] != "connected");
            return (int?)item["code"];
        }
    }

    [Fact]
    public async Task Has_no_place_at_all_in_either_way()
    {
        await bench.ArmAsync("""{"kind":"connection-limit","stream":"/v2/sip","count":1}""");
        await using var stream = await StreamClient.ConnectAsync(bench.Process, "/v2/sip");
        await stream.Send("""{"action":"auth","key":"demo","secret":"demo"}""");
        await stream.Item("connection limit", item => (int?)item["code"] == 406);

        await bench.ArmAsync("""{"kind":"connection-limit","status":429,"stream":"/stream","count":1}""");
        var refusal = await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => StreamClient.ConnectAsync(bench.Process, "/stream"));
        Assert.Contains("429", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_a_slow_client_so_and_errors_of_any_code()
    {
        await using var stream = await StreamClient.AuthenticatedAsync(bench.Process, "/v2/iex");
        await bench.ArmAsync("""{"kind":"stream-error","code":409,"text":"insufficient subscription","stream":"/v2/iex"}""");
        await stream.Item("409", item => (int?)item["code"] == 409 && item["msg"].Text() == "insufficient subscription");
        Assert.False(stream.IsOver);

        await bench.ArmAsync("""{"kind":"slow-client","stream":"/v2/iex"}""");

        await stream.Item("407", item => (int?)item["code"] == 407);
        await Eventually.Holds("the end", () => stream.IsOver);
    }

    [Fact]
    public async Task Refuses_one_symbol_more_than_it_was_told_to_allow()
    {
        await bench.ArmAsync("""{"kind":"symbol-limit","symbols":2,"stream":"/v2/iex"}""");
        await using var stream = await StreamClient.AuthenticatedAsync(bench.Process, "/v2/iex");

        await stream.Send("""{"action":"subscribe","quotes":["A","B"]}""");
        await stream.Item("two symbols", item => (string?)item["T"] == "subscription");
        await stream.Send("""{"action":"subscribe","quotes":["C"]}""");

        await stream.Item("symbol limit", item => (int?)item["code"] == 405);
    }

    [Fact]
    public async Task Closes_as_soon_as_a_client_connects_in_place_of_a_message_and_again_and_again()
    {
        await bench.ArmAsync("""{"kind":"stream-close","code":1001,"on":"connect","stream":"/stream"}""");
        await using (var early = await StreamClient.ConnectAsync(bench.Process, "/stream")) await Eventually.Holds("the end", () => early.IsOver && (int?)early.CloseStatus == 1001);

        await using (var stream = await bench.ListenAsync())
        {
            await bench.ArmAsync("""{"kind":"stream-close","code":1011,"on":"message","event":"fill","stream":"/stream"}""");
            await bench.BuyAsync(bench.FreshSymbol(), "cut-at-fill");
            await Eventually.Holds("the end", () => stream.IsOver && (int?)stream.CloseStatus == 1011);
            Assert.DoesNotContain(stream.Received(), received => Event(received.Message) == "fill");
        }

        var id = await bench.ArmAsync("""{"kind":"stream-close","stream":"/stream","every":10,"for":35}""");
        await bench.JumpAsync(60);
        Assert.Equal(4, await bench.FiredAsync(id));
    }

    [Fact]
    public async Task Speaks_to_a_client_of_message_pack_in_its_own_tongue()
    {
        await bench.ArmAsync("""{"kind":"auth-refused","stream":"/v2/sip"}""");
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        // This client cannot send a content type with a GET; the simulator takes this header as well.
        socket.Options.SetRequestHeader("Accept", "application/msgpack");
        await socket.ConnectAsync(new Uri(bench.Process.Url.Replace("http://", "ws://", StringComparison.Ordinal) + "/v2/sip"), CancellationToken.None);
        await socket.SendAsync("""{"action":"auth","key":"demo","secret":"demo"}"""u8.ToArray(), System.Net.WebSockets.WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[4096];
        await socket.ReceiveAsync(buffer, CancellationToken.None).InTime("the greeting");

        var refusal = await socket.ReceiveAsync(buffer, CancellationToken.None).InTime("the refusal");

        Assert.Equal(System.Net.WebSockets.WebSocketMessageType.Binary, refusal.MessageType);
        // An array of one map of three: MessagePack's 0x91 0x83.
        Assert.Equal([0x91, 0x83], buffer.AsSpan(0, 2).ToArray());
        Assert.Contains("auth failed", System.Text.Encoding.UTF8.GetString(buffer, 0, refusal.Count), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_in_events_what_nobody_has_heard_of()
    {
        await using var stream = await bench.ListenAsync();
        await bench.ArmAsync("""{"kind":"unknown-text","where":"stream","field":"event","value":"vaporised","event":"fill","stream":"/stream"}""");
        await bench.BuyAsync(bench.FreshSymbol(), "vapour");

        await stream.Item("the strange event", message => Event(message) == "vaporised" && Id(message) == "vapour");
    }

    private static string? Event(JsonNode message) => message is JsonObject ? (string?)message["data"]?["event"] : null;

    private static string? Id(JsonNode message) => message is JsonObject ? (string?)message["data"]?["order"]?["client_order_id"] : null;
}
