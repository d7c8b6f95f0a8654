using System.Diagnostics;
using System.Net.WebSockets;
using Pipeline.Broker.Port;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Broker;

/// <summary>The account stream against a venue and a network that misbehave.</summary>
public sealed class HostileAccountStreamTests
{
    private const string Authorized = """{"stream":"authorization","data":{"action":"authenticate","status":"authorized"}}""";
    private const string Listening = """{"stream":"listening","data":{"streams":["trade_updates"]}}""";

    [Fact]
    public async Task Updates_are_heard_in_binary_frames_back_to_back_and_in_messages_of_two_megabytes()
    {
        await using var venue = await HostileVenue.OverStreamAsync(async (peer, _) =>
        {
            Assert.Contains("authenticate", await peer.HearAsync(), StringComparison.Ordinal);
            await peer.SayBinaryAsync(Authorized);
            Assert.Contains("listen", await peer.HearAsync(), StringComparison.Ordinal);
            await peer.SayBinaryAsync(Listening + Update("new", "o1", "0"));
            await peer.SayBinaryAsync(Update("partial_fill", "o1", "4", """ "price":"10.5","qty":"4", """) + Update("fill", "o1", "10", """ "price":"10.6","qty":"6", """));
            await peer.SayAsync(Update("new", "o2", "0", $""" "padding":"{new string('x', 2 << 20)}", """));
            await peer.SayAsync("""{"stream":"of_tomorrow","data":[1]}""");
            await peer.SayInFramesAsync(Update("pending_cancel", "o2", "0", """ "note":"eine Ähre, 株", """), bytesAFrame: 3);
            await peer.SayAsync(Update("canceled", "o2", "0"));
            await peer.HearOutAsync();
        });
        await using var session = await VenueSession.ListenAsync(venue.Settings());
        await Eventually.Holds("the last update", () => session.Updates.Any(update => update.Event == "canceled"));
        Assert.Equal(["new", "partial_fill", "fill", "new", "pending_cancel", "canceled"], session.Updates.Select(update => update.Event));
        Assert.Equal([(4m, 4m), (6m, 10m)], session.Updates.Select(update => update.Execution).OfType<Contracts.Orders.Execution>().Select(execution => (execution.Quantity.Value, execution.CumulativeQuantity.Value)));
    }

    [Theory]
    [InlineData("""{"stream":"authorization","data":{"action":"authenticate","status":"unauthorized"}}""", "keys")]
    [InlineData("", "authorization")]
    public async Task A_refusal_and_a_silence_at_sign_in_are_told_and_tried_again(string answer, string tells)
    {
        await using var venue = await HostileVenue.OverStreamAsync(async (peer, connection) =>
        {
            if (connection > 1)
            {
                await SignIn(peer);
                await peer.HearOutAsync();
                return;
            }

            await peer.HearAsync();
            if (answer.Length > 0)
                await peer.SayAsync(answer);
            await peer.HearOutAsync();
        });
        await using var session = await VenueSession.ListenAsync(venue.Settings(("StreamAnswerTimeout", "00:00:00.3")));
        Assert.Contains(tells, session.Heard.OfType<AccountStreamItem.Lost>().First().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_knows_that_the_venue_answers_again_ends_the_wait_before_the_next_attempt()
    {
        await using var venue = await HostileVenue.OverStreamAsync(SignedInAsync, connection => connection < 3 ? 503 : null);
        await using var session = VenueSession.Create(venue.Settings(), time: new EndlessWaits());
        session.Listen();
        await Eventually.Holds("the first refusal", () => !session.Heard.IsEmpty);
        await Eventually.Holds("the connection", () => ConnectsWhenAsked(session));
        Assert.Equal(2, session.Heard.OfType<AccountStreamItem.Lost>().Count());
    }

    [Fact]
    public async Task Nobody_ends_the_wait_that_a_venue_with_too_many_connections_asks_for()
    {
        await using var venue = await HostileVenue.OverStreamAsync(SignedInAsync, connection => connection < 3 ? 429 : null);
        await using var session = VenueSession.Create(venue.Settings(("StreamLimitPause", "00:00:01")));
        var begun = Stopwatch.GetTimestamp();
        session.Listen();
        await Eventually.Holds("the connection", () => ConnectsWhenAsked(session));
        Assert.InRange(Stopwatch.GetElapsedTime(begun).TotalSeconds, 2, 10);
    }

    [Fact]
    public async Task A_connection_that_is_open_but_dead_is_noticed()
    {
        await using var venue = await HostileVenue.OverStreamAsync(async (peer, connection) =>
        {
            await SignIn(peer);
            // Who does not read does not answer pings either.
            await (connection == 1 ? peer.StaySilentAsync() : peer.HearOutAsync());
        });
        await using var session = await VenueSession.ListenAsync(venue.Settings(("StreamPingInterval", "00:00:00.2"), ("StreamPongTimeout", "00:00:00.2")));
        await Eventually.Holds("the second connection", () => session.Heard.OfType<AccountStreamItem.Connected>().Count() == 2);
        Assert.Equal(["Connected", "Lost", "Connected"], session.Heard.Select(item => item.GetType().Name));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"stream":"trade_updates","data":{"event":"fill","order":{"symbol":"AAPL"}}}""")]
    [InlineData("""{"stream":"listening","data":{"streams":[]}}""")]
    [InlineData("""{"stream":"trade_updates"}""")]
    [InlineData("""{"data":{"event":"fill","order":{"id":"o","symbol":"AAPL","side":"buy","status":"filled"}}}""")]
    [InlineData("""{"stream":"trade_updates","data":{"event":"fill","timestamp":"2026-01-05T15:00:00Z","price":"10","qty":"5","order":{"id":"o","symbol":"AAPL","side":"buy","status":"pending_cancel","qty":"10"}}}""")]
    public async Task What_cannot_be_understood_makes_the_gap_known(string message)
    {
        await using var venue = await HostileVenue.OverStreamAsync(async (peer, connection) =>
        {
            await SignIn(peer);
            if (connection == 1)
                await peer.SayAsync(message);
            await peer.HearOutAsync();
        });
        await using var session = await VenueSession.ListenAsync(venue.Settings());
        await Eventually.Holds("the second connection", () => session.Heard.OfType<AccountStreamItem.Connected>().Count() == 2);
    }

    [Fact]
    public async Task The_end_of_reading_says_goodbye_so_that_the_venue_frees_the_slot()
    {
        var goodbye = new TaskCompletionSource<WebSocketCloseStatus?>();
        await using var venue = await HostileVenue.OverStreamAsync(async (peer, _) =>
        {
            await SignIn(peer);
            await peer.HearOutAsync();
            goodbye.SetResult(peer.Socket.CloseStatus);
        });
        await (await VenueSession.ListenAsync(venue.Settings())).DisposeAsync();
        Assert.Equal(WebSocketCloseStatus.NormalClosure, await goodbye.Task.InTime("the goodbye"));
    }

    private static string Update(string word, string orderId, string filled, string more = "") => $$$"""
        {"stream":"trade_updates","data":{"event":"{{{word}}}",{{{more}}}"timestamp":"2026-01-05T15:00:00.123456789Z",
         "order":{"id":"{{{orderId}}}","client_order_id":"c","symbol":"AAPL","side":"buy","status":"{{{word}}}","qty":"10","filled_qty":"{{{filled}}}"} }}
        """;

    private static bool ConnectsWhenAsked(VenueSession session)
    {
        session.Account.Retry();
        return session.Heard.OfType<AccountStreamItem.Connected>().Any();
    }

    private static async Task SignedInAsync(StreamPeer peer, int connection)
    {
        await SignIn(peer);
        await peer.HearOutAsync();
    }

    private static async Task SignIn(StreamPeer peer)
    {
        await peer.HearAsync();
        await peer.SayAsync(Authorized);
        await peer.HearAsync();
        await peer.SayAsync(Listening);
    }

    /// <summary>Time in which nothing that is waited for ever comes.</summary>
    private sealed class EndlessWaits : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
