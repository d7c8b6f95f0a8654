using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Values;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Broker;

/// <summary>The market-data stream against a venue and a network that misbehave.</summary>
public sealed class HostileMarketStreamTests
{
    [Fact]
    public async Task The_wanted_subscription_is_changed_step_by_step_and_restored_after_a_loss()
    {
        var dropFirst = new TaskCompletionSource();
        var asked = new ConcurrentQueue<string>();
        await using var venue = await HostileVenue.OverStreamAsync(async (peer, connection) =>
        {
            await SignInToData(peer);
            var serving = ServeSubscriptions(peer, asked, limit: 30);
            if (connection == 1 && await Task.WhenAny(dropFirst.Task, serving) == dropFirst.Task)
                peer.Socket.Abort();
            await serving;
        });
        await using var session = VenueSession.Create(venue.Settings());
        session.Market.Want(Quotes("AAPL", "MSFT"));
        await using var reading = session.Market.Reading();
        await reading.Until("the connection", item => item is MarketStreamItem.Connected);
        session.Market.Want(Quotes("MSFT", "NVDA"));
        await Eventually.Holds("the changed subscription", () => asked.Count == 3);
        Assert.Equal(["subscribe AAPL,MSFT", "unsubscribe AAPL", "subscribe NVDA"], asked);
        dropFirst.SetResult();
        await reading.Until("the loss", item => item is MarketStreamItem.Lost);
        await reading.Until("the second connection", item => item is MarketStreamItem.Connected);
        Assert.Equal("subscribe MSFT,NVDA", asked.Last());
    }

    [Fact]
    public async Task A_symbol_limit_is_told_once_and_filled_to_the_last_place()
    {
        var asked = new ConcurrentQueue<string>();
        var confirmed = new HashSet<string>();
        await using var venue = await HostileVenue.OverStreamAsync(async (peer, _) =>
        {
            await SignInToData(peer);
            await ServeSubscriptions(peer, asked, limit: 30, confirmed);
        });
        await using var session = VenueSession.Create(venue.Settings());
        session.Market.Want(Quotes([.. Enumerable.Range(0, 41).Select(number => $"S{number}")]));
        await using var reading = session.Market.Reading();
        await reading.Until("the connection", item => item is MarketStreamItem.Connected);
        Assert.Equal(405, Assert.Single(reading.Items.OfType<MarketStreamItem.Refused>()).Code);
        Assert.Equal(30, confirmed.Count);
    }

    [Theory]
    [InlineData(409)]
    [InlineData(410)]
    public async Task A_subscription_that_is_refused_for_good_is_told_and_the_stream_goes_on(int code)
    {
        await using var venue = await HostileVenue.OverStreamAsync(async (peer, _) =>
        {
            await SignInToData(peer);
            await peer.HearAsync();
            await peer.SayAsync($$"""[{"T":"error","code":{{code}},"msg":"no"}]""");
            await peer.HearOutAsync();
        });
        await using var session = VenueSession.Create(venue.Settings());
        session.Market.Want(Quotes("AAPL"));
        await using var reading = session.Market.Reading();
        await reading.Until("the connection", item => item is MarketStreamItem.Connected);
        Assert.Equal(code, Assert.Single(reading.Items.OfType<MarketStreamItem.Refused>()).Code);
        Assert.Empty(reading.Items.OfType<MarketStreamItem.Lost>());
    }

    [Theory]
    [InlineData(406, 0.8)]
    [InlineData(407, 0.0)]
    public async Task A_taken_slot_is_waited_out_and_a_slow_reader_begins_anew(int code, double atLeastSeconds)
    {
        var connected = new ConcurrentQueue<long>();
        await using var venue = await HostileVenue.OverStreamAsync(async (peer, connection) =>
        {
            connected.Enqueue(Stopwatch.GetTimestamp());
            if (connection > 1)
            {
                await SignInToData(peer);
                await peer.HearOutAsync();
                return;
            }

            await peer.SayAsync("""[{"T":"success","msg":"connected"}]""");
            await peer.HearAsync();
            await peer.SayAsync($$"""[{"T":"error","code":{{code}},"msg":"no"}]""");
            await peer.HearOutAsync();
        });
        await using var session = VenueSession.Create(venue.Settings(("StreamLimitPause", "00:00:00.8")));
        await using var reading = session.Market.Reading();
        await reading.Until("the loss", item => item is MarketStreamItem.Lost);
        await reading.Until("the connection", item => item is MarketStreamItem.Connected);
        var times = connected.ToArray();
        Assert.InRange(Stopwatch.GetElapsedTime(times[0], times[1]).TotalSeconds, atLeastSeconds, 5);
    }

    [Theory]
    [InlineData(402, true)]
    [InlineData(404, true)]
    [InlineData(400, false)]
    [InlineData(500, false)]
    [InlineData(999, false)]
    public async Task Any_other_error_is_told_and_ends_the_connection(int code, bool atSignIn)
    {
        await using var venue = await HostileVenue.OverStreamAsync(async (peer, connection) =>
        {
            if (connection == 1 && atSignIn)
            {
                await peer.SayAsync("""[{"T":"success","msg":"connected"}]""");
                await peer.HearAsync();
            }
            else
            {
                await SignInToData(peer);
            }

            if (connection == 1)
                await peer.SayAsync($$"""[{"T":"error","code":{{code}},"msg":"no"}]""");
            await peer.HearOutAsync();
        });
        await using var session = VenueSession.Create(venue.Settings());
        await using var reading = session.Market.Reading();
        await reading.Until("the loss", item => item is MarketStreamItem.Lost lost && lost.Reason.Contains($"{code}", StringComparison.Ordinal));
        await reading.Until("the next connection", item => item is MarketStreamItem.Connected);
    }

    [Fact]
    public async Task A_stream_has_one_reader()
    {
        await using var venue = await HostileVenue.OverStreamAsync(async (peer, _) =>
        {
            await SignInToData(peer);
            await peer.HearOutAsync();
        });
        await using var session = VenueSession.Create(venue.Settings());
        await using var first = session.Market.Reading();
        await first.Until("the connection", item => item is MarketStreamItem.Connected);
        await using var second = session.Market.Reading();
        await Assert.ThrowsAsync<InvalidOperationException>(() => second.Until("nothing", _ => true));
    }

    private static MarketSubscription Quotes(params string[] names) =>
        new(AllBars: false, new HashSet<Symbol>(), names.Select(name => new Symbol(name)).ToHashSet());

    private static async Task SignInToData(StreamPeer peer)
    {
        await peer.SayAsync("""[{"T":"success","msg":"connected"}]""");
        await peer.HearAsync();
        await peer.SayAsync("""[{"T":"success","msg":"authenticated"}]""");
    }

    /// <summary>Answers each request with the complete set, or with 405 over the limit.</summary>
    private static async Task ServeSubscriptions(StreamPeer peer, ConcurrentQueue<string> asked, int limit, HashSet<string>? confirmed = null)
    {
        confirmed ??= [];
        try
        {
            while (await peer.HearAsync() is { } text)
            {
                using var request = JsonDocument.Parse(text);
                var action = request.RootElement.GetProperty("action").GetString();
                var names = request.RootElement.GetProperty("quotes").EnumerateArray().Select(name => name.GetString()!).ToList();
                asked.Enqueue($"{action} {string.Join(',', names)}");
                if (action == "subscribe" && confirmed.Count + names.Count > limit)
                {
                    await peer.SayAsync("""[{"T":"error","code":405,"msg":"symbol limit exceeded"}]""");
                    continue;
                }

                if (action == "subscribe")
                    confirmed.UnionWith(names);
                else
                    confirmed.ExceptWith(names);
                await peer.SayAsync($$"""[{"T":"subscription","trades":[],"quotes":{{JsonSerializer.Serialize(confirmed)}},"bars":[]}]""");
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The test tears this connection.
        }
    }
}
