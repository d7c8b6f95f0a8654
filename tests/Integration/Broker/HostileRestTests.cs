using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Values;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Broker;

/// <summary>REST against a venue and a network that misbehave.</summary>
public sealed class HostileRestTests
{
    private const string Order = """{"id":"o1","client_order_id":"c","symbol":"AAPL","side":"sell","status":"new","qty":"1"}""";
    private const string Clock = """{"timestamp":"2026-01-05T10:00:00-05:00","is_open":true,"next_open":"2026-01-06T09:30:00-05:00","next_close":"2026-01-05T16:00:00-05:00"}""";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly string Sell = OrderBodies.MarketSell("c", new Symbol("AAPL"), new Shares(1));

    [Fact]
    public async Task An_order_whose_connection_breaks_after_it_was_sent_is_unknown_and_sent_once()
    {
        await using var venue = await HostileVenue.OverHttpAsync(async (context, _) =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Abort();
        });
        await using var session = VenueSession.Create(venue.Settings());
        Assert.IsType<RequestOutcome.Unknown>(await session.Sells.SubmitSellAsync(Sell, None));
        Assert.Equal(["POST /v2/orders"], venue.Requests);
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Nothing_is_repeated_on_a_kept_connection_that_is_closed_without_an_answer(string method)
    {
        await using var venue = new ClosingVenue(Clock);
        await using var session = VenueSession.Create(VenueSession.SettingsFor(venue.Url));
        await session.Reader.GetClockAsync(None);
        var outcome = method == "DELETE"
            ? await session.Sells.CancelSellAsync("o1", None)
            : await session.Sells.ReplaceSellAsync("o1", OrderBodies.Replace("c2", null, null, new Price(9)), None);
        Assert.IsType<RequestOutcome.Unknown>(outcome);
        Assert.Equal([$"{method} /v2/orders/o1 HTTP/1.1"], venue.Requests.Skip(1));
    }

    [Theory]
    [InlineData(502, "<html>bad gateway</html>")]
    [InlineData(503, """{"message":"unavailable"}""")]
    [InlineData(200, "")]
    [InlineData(200, "<html>maintenance</html>")]
    public async Task An_order_without_a_usable_answer_is_unknown_and_sent_once(int status, string body)
    {
        await using var venue = await Answering(status, body);
        await using var session = VenueSession.Create(venue.Settings());
        var unknown = Assert.IsType<RequestOutcome.Unknown>(await session.Sells.SubmitSellAsync(Sell, None));
        Assert.Equal(status, unknown.HttpStatus);
        Assert.Single(venue.Requests);
    }

    [Fact]
    public async Task An_order_that_is_answered_too_late_is_unknown()
    {
        await using var venue = await HostileVenue.OverHttpAsync((context, _) => UntilGone(context));
        await using var session = VenueSession.Create(venue.Settings(("RequestTimeout", "00:00:00.3")));
        var unknown = Assert.IsType<RequestOutcome.Unknown>(await session.Sells.SubmitSellAsync(Sell, None));
        Assert.Null(unknown.HttpStatus);
        Assert.Single(venue.Requests);
    }

    [Fact]
    public async Task An_order_that_was_rate_limited_may_be_sent_again_after_the_time_the_venue_names()
    {
        await using var venue = await HostileVenue.OverHttpAsync((context, _) =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "11";
            return context.Response.WriteAsync("""{"message":"too many requests."}""");
        });
        await using var session = VenueSession.Create(venue.Settings(("BudgetPatience", "00:00:00")));
        Assert.Equal(new RequestOutcome.RetryLater(TimeSpan.FromSeconds(11), "too many requests."), await session.Sells.SubmitSellAsync(Sell, None));
        var heldBack = Assert.IsType<RequestOutcome.RetryLater>(await session.Sells.SubmitSellAsync(Sell, None));
        Assert.InRange(heldBack.After, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(11));
        Assert.Single(venue.Requests);
    }

    [Fact]
    public async Task An_order_that_found_nobody_listening_was_not_sent()
    {
        await using var session = VenueSession.Create(VenueSession.SettingsFor($"http://127.0.0.1:{FreePort.Next()}"));
        Assert.IsType<RequestOutcome.RetryLater>(await session.Sells.SubmitSellAsync(Sell, None));
    }

    [Fact]
    public async Task The_end_of_an_order_that_has_left_is_known_even_when_the_caller_gave_up()
    {
        var (arrived, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var venue = await HostileVenue.OverHttpAsync(async (context, _) =>
        {
            arrived.SetResult();
            await goOn.Task;
            await context.Response.WriteAsync(Order);
        });
        await using var session = VenueSession.Create(venue.Settings());
        using var shutdown = new CancellationTokenSource();
        var sending = session.Sells.SubmitSellAsync(Sell, shutdown.Token);
        await arrived.Task.InTime("the order's arrival");
        await shutdown.CancelAsync();
        goOn.SetResult();
        Assert.IsType<RequestOutcome.Accepted>(await sending);
    }

    [Fact]
    public async Task A_reading_request_survives_drops_errors_and_bodies_that_no_program_wrote()
    {
        await using var venue = await HostileVenue.OverHttpAsync((context, request) =>
        {
            context.Response.StatusCode = request == 1 ? 502 : 200;
            switch (request)
            {
                case 2:
                    context.Abort();
                    return Task.CompletedTask;
                case 1 or 3:
                    return context.Response.WriteAsync("<html>sorry</html>");
                default:
                    return context.Response.WriteAsync(Clock);
            }
        });
        await using var session = VenueSession.Create(venue.Settings());
        Assert.True((await session.Reader.GetClockAsync(None)).IsOpen);
        Assert.Equal(4, venue.Requests.Count);
    }

    [Fact]
    public async Task A_reading_request_ends_at_its_deadline()
    {
        await using var venue = await HostileVenue.OverHttpAsync((context, _) => UntilGone(context));
        await using var session = VenueSession.Create(venue.Settings(("RequestTimeout", "00:00:00.2"), ("ReadDeadline", "00:00:01")));
        var elapsed = Stopwatch.StartNew();
        await Assert.ThrowsAsync<VenueUnavailableException>(() => session.Reader.GetClockAsync(None));
        Assert.InRange(elapsed.Elapsed, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(3));
        Assert.True(venue.Requests.Count > 1, "it was not tried again");
    }

    [Fact]
    public async Task A_venue_that_fails_on_one_kind_of_request_is_still_asked_for_the_others()
    {
        await using var venue = await HostileVenue.OverHttpAsync((context, _) =>
        {
            context.Response.StatusCode = context.Request.Path == "/v2/clock" ? 200 : 500;
            return context.Response.WriteAsync(Clock);
        });
        await using var session = VenueSession.Create(venue.Settings(("ReadDeadline", "00:00:00.5")));
        var failing = Enumerable.Range(0, 12).Select(_ => Assert.ThrowsAsync<VenueUnavailableException>(() => session.Reader.GetAccountAsync(None)));
        await Task.WhenAll(failing);
        Assert.True((await session.Reader.GetClockAsync(None)).IsOpen);
        Assert.True(venue.Requests.Count < 60, $"the breaker let {venue.Requests.Count} requests through");
    }

    [Fact]
    public async Task Bad_keys_are_a_refusal_that_is_not_repeated()
    {
        await using var venue = await Answering(401, """{"message":"unauthorized."}""");
        await using var session = VenueSession.Create(venue.Settings());
        Assert.True((await Assert.ThrowsAsync<VenueRefusedException>(() => session.Reader.GetAccountAsync(None))).IsBadKeys);
        Assert.Single(venue.Requests);
        Assert.All(await session.Check.RunAsync(None), line => Assert.Equal(line.What == "keys", line.Ok));
    }

    [Fact]
    public async Task Only_the_venue_s_own_word_counts_as_not_found()
    {
        foreach (var body in new[] { "<html>no such page</html>", """{"message":"Not Found"}""", """{"code":40410000,"message":"endpoint not found."}""" })
        {
            await using var proxy = await Answering(404, body);
            await using var behindProxy = VenueSession.Create(proxy.Settings());
            await Assert.ThrowsAsync<VenueUnavailableException>(() => behindProxy.Reader.FindOrderByClientIdAsync("c", None));
        }

        await using var venue = await Answering(404, """{"code":40410000,"message":"order not found for c"}""");
        await using var session = VenueSession.Create(venue.Settings());
        Assert.Null(await session.Reader.FindOrderByClientIdAsync("c", None));
    }

    [Fact]
    public async Task Keys_that_the_venue_repeats_are_blotted_out()
    {
        await using var venue = await Answering(403, """{"message":"key PKSECRETKEYID0000001 with verysecretverysecret is forbidden"}""");
        await using var session = VenueSession.Create(new Dictionary<string, string?>(venue.Settings(("Simulated", "false")))
        {
            ["APCA_API_KEY_ID"] = "PKSECRETKEYID0000001",
            ["APCA_API_SECRET_KEY"] = "verysecretverysecret",
        });
        var read = await Assert.ThrowsAsync<VenueRefusedException>(() => session.Reader.GetAccountAsync(None));
        var sent = Assert.IsType<RequestOutcome.Refused>(await session.Sells.SubmitSellAsync(Sell, None));
        foreach (var told in new[] { read.ToString(), sent.ToString() })
        {
            Assert.DoesNotContain("PKSECRET", told, StringComparison.Ordinal);
            Assert.DoesNotContain("verysecret", told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Lists_of_more_than_a_page_are_read_to_their_end_without_a_double()
    {
        // 1,100 orders, seven of them in each instant, in pages of 500 that begin after an exclusive bound.
        var start = new DateTimeOffset(2026, 1, 5, 15, 0, 0, TimeSpan.Zero);
        var all = Enumerable.Range(0, 1100).Select(number => (Id: $"o{number}", At: start.AddMilliseconds(number / 7 * 10))).ToList();
        await using var venue = await HostileVenue.OverHttpAsync((context, _) =>
        {
            var after = DateTimeOffset.TryParse(context.Request.Query["after"], System.Globalization.CultureInfo.InvariantCulture, out var bound) ? bound : DateTimeOffset.MinValue;
            var page = all.Where(order => order.At > after).Take(500).Select(order =>
                $$"""{"id":"{{order.Id}}","symbol":"AAPL","side":"buy","status":"new","submitted_at":"{{order.At:yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'}}","legs":null}""");
            return context.Response.WriteAsync($"[{string.Join(',', page)}]");
        });
        await using var session = VenueSession.Create(venue.Settings());
        var orders = await session.Reader.GetOpenOrdersAsync(symbol: null, None);
        Assert.Equal(all.Select(order => order.Id), orders.Select(order => order.VenueOrderId));
        Assert.Equal(3, venue.Requests.Count);
    }

    [Fact]
    public async Task Null_lists_are_empty()
    {
        await using var venue = await HostileVenue.OverHttpAsync((context, _) => context.Response.WriteAsync("""{"bars":null,"quotes":null,"next_page_token":null}"""));
        await using var session = VenueSession.Create(venue.Settings());
        Assert.Empty(await session.Data.GetMinuteBarsAsync([new Symbol("AAPL")], DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1), None));
        Assert.Empty(await session.Data.GetLatestQuotesAsync([new Symbol("AAPL"), new Symbol("BTC/USD")], None));
        Assert.Equal(["GET /v2/stocks/bars", "GET /v2/stocks/quotes/latest", "GET /v1beta3/crypto/us/latest/quotes"], venue.Requests);
    }

    private static Task<HostileVenue> Answering(int status, string body) => HostileVenue.OverHttpAsync((context, _) =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    });

    private static async Task UntilGone(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }
}
