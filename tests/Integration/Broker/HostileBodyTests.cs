using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Values;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Integration.Broker;

/// <summary>Answers that are too slow, too long, packed, damaged, or that point elsewhere.</summary>
public sealed class HostileBodyTests
{
    private const string Clock = """{"timestamp":"2026-01-05T10:00:00-05:00","is_open":true,"next_open":"2026-01-06T09:30:00-05:00","next_close":"2026-01-05T16:00:00-05:00"}""";
    private const string Order = """{"id":"o1","client_order_id":"c","symbol":"AAPL","side":"sell","status":"new","qty":"1","submitted_at":"2026-01-05T15:00:00Z","legs":null}""";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly string Sell = OrderBodies.MarketSell("c", new Symbol("AAPL"), new Shares(1));

    [Fact]
    public async Task A_redirect_is_not_followed_so_that_the_keys_go_nowhere_else()
    {
        await using var elsewhere = await HostileVenue.OverHttpAsync((context, _) => context.Response.WriteAsync(Clock));
        await using var venue = await HostileVenue.OverHttpAsync((context, _) =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = elsewhere.Url + context.Request.Path;
            return Task.CompletedTask;
        });
        await using var session = VenueSession.Create(venue.Settings());
        await Assert.ThrowsAsync<VenueUnavailableException>(() => session.Reader.GetClockAsync(None));
        Assert.Equal(307, Assert.IsType<RequestOutcome.Unknown>(await session.Sells.SubmitSellAsync(Sell, None)).HttpStatus);
        session.Listen();
        await Eventually.Holds("the stream's refusal", () => session.Heard.OfType<AccountStreamItem.Lost>().Any());
        Assert.Empty(elsewhere.Requests);
        Assert.Equal(["GET /v2/clock", "POST /v2/orders"], venue.Requests.Where(request => !request.EndsWith("/stream", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_body_that_comes_byte_by_byte_ends_with_the_request_s_time()
    {
        await using var venue = await HostileVenue.OverHttpAsync(async (context, _) =>
        {
            foreach (var one in Encoding.UTF8.GetBytes(Order))
            {
                await context.Response.Body.WriteAsync(new[] { one }, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, context.RequestAborted);
            }
        });
        await using var session = VenueSession.Create(venue.Settings(("RequestTimeout", "00:00:00.4"), ("ReadDeadline", "00:00:00.8")));
        Assert.Null(Assert.IsType<RequestOutcome.Unknown>(await session.Sells.SubmitSellAsync(Sell, None)).HttpStatus);
        await Assert.ThrowsAsync<VenueUnavailableException>(() => session.Reader.FindOrderAsync("o1", None));
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_as_good_as_no_answer()
    {
        await using var venue = await HostileVenue.OverHttpAsync(async (context, _) =>
        {
            context.Response.ContentLength = Order.Length;
            await context.Response.WriteAsync(Order[..40]);
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await using var session = VenueSession.Create(venue.Settings(("ReadDeadline", "00:00:00.5")));
        Assert.IsType<RequestOutcome.Unknown>(await session.Sells.SubmitSellAsync(Sell, None));
        await Assert.ThrowsAsync<VenueUnavailableException>(() => session.Reader.FindOrderAsync("o1", None));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task A_packed_body_is_unpacked(string packing)
    {
        await using var venue = await HostileVenue.OverHttpAsync((context, _) => Packed(context, packing, Encoding.UTF8.GetBytes(Clock), times: 1));
        await using var session = VenueSession.Create(venue.Settings());
        Assert.True((await session.Reader.GetClockAsync(None)).IsOpen);
    }

    [Fact]
    public async Task A_small_body_that_unpacks_to_a_huge_one_is_not_read_to_its_end()
    {
        await using var venue = await HostileVenue.OverHttpAsync((context, _) => Packed(context, "gzip", new byte[1 << 20], times: 80));
        await using var session = VenueSession.Create(venue.Settings(("ReadDeadline", "00:00:10")));
        Assert.IsType<RequestOutcome.Unknown>(await session.Sells.SubmitSellAsync(Sell, None));
        var told = await Assert.ThrowsAsync<VenueUnavailableException>(() => session.Reader.GetAccountAsync(None));
        Assert.Contains("64 MiB", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_that_repeat_for_ever_are_an_outage_and_no_hang()
    {
        var activity = """{"id":"a1","activity_type":"FILL","transaction_time":"2026-01-05T15:00:00Z","price":"10","qty":"5","side":"buy","symbol":"AAPL","cum_qty":"5","order_id":"o1"}""";
        await using var venue = await HostileVenue.OverHttpAsync((context, _) => context.Response.WriteAsync(context.Request.Path.Value switch
        {
            "/v2/account/activities" => $"[{string.Join(',', Enumerable.Repeat(activity, 100))}]",
            "/v2/orders" => $"[{string.Join(',', Enumerable.Repeat(Order, 500))}]",
            _ => """{"bars":{},"next_page_token":"again"}""",
        }));
        await using var session = VenueSession.Create(venue.Settings());
        await Assert.ThrowsAsync<VenueUnavailableException>(() => session.Reader.GetExecutionsSinceAsync(DateTimeOffset.UnixEpoch, None));
        await Assert.ThrowsAsync<VenueUnavailableException>(() => session.Reader.GetOpenOrdersAsync(symbol: null, None));
        await Assert.ThrowsAsync<VenueUnavailableException>(() => session.Data.GetMinuteBarsAsync([new Symbol("AAPL")], DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1), None));
        Assert.InRange(venue.Requests.Count, 6, 12);
    }

    [Fact]
    public async Task A_full_page_without_ids_is_an_outage_and_not_the_end_of_the_list()
    {
        var activity = """{"activity_type":"FILL","transaction_time":"2026-01-05T15:00:00Z","price":"10","qty":"5","side":"buy","symbol":"AAPL","cum_qty":"5","order_id":"o1"}""";
        await using var venue = await HostileVenue.OverHttpAsync((context, _) => context.Response.WriteAsync($"[{string.Join(',', Enumerable.Repeat(activity, 100))}]"));
        await using var session = VenueSession.Create(venue.Settings());
        await Assert.ThrowsAsync<VenueUnavailableException>(() => session.Reader.GetExecutionsSinceAsync(DateTimeOffset.UnixEpoch, None));
    }

    [Fact]
    public async Task Damaged_bodies_end_in_a_value_or_in_one_of_the_port_s_exceptions_whatever_was_asked()
    {
        var seed = 0;
        await using var venue = await HostileVenue.OverHttpAsync(async (context, _) =>
        {
            var body = JsonMutation.Of(BodyFor(context.Request.Path), Interlocked.Increment(ref seed));
            await context.Response.Body.WriteAsync(body);
        });
        await using var session = VenueSession.Create(venue.Settings(("ReadDeadline", "00:00:00.2")));
        var ends = new ConcurrentDictionary<string, int>();
        await Parallel.ForAsync(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, _) =>
        {
            foreach (var ask in Questions(session))
            {
                try
                {
                    await ask().InTime("an end");
                    ends.AddOrUpdate("value", 1, (_, count) => count + 1);
                }
                catch (Exception told) when (told is VenueUnavailableException or VenueRefusedException)
                {
                    ends.AddOrUpdate("told", 1, (_, count) => count + 1);
                }
            }
        });
        Assert.True(ends["value"] > 20 && ends["told"] > 20, string.Join(", ", ends));
    }

    [Fact]
    public async Task The_keys_are_in_no_log_and_no_exception_whatever_goes_wrong()
    {
        const string id = "PKSECRETKEYID0000001";
        const string secret = "verysecretverysecret";
        using var logs = new HeardLogs();
        await using var venue = await HostileVenue.OverHttpAsync((context, request) =>
        {
            context.Response.StatusCode = request % 3 == 0 ? 200 : request % 3 == 1 ? 500 : 403;
            if (request % 5 == 0)
                context.Abort();
            return context.Response.WriteAsync($"<html>{context.Request.Headers["APCA-API-KEY-ID"]} {context.Request.Headers["APCA-API-SECRET-KEY"]}</html>");
        });
        await using var session = VenueSession.Create(
            new Dictionary<string, string?>(venue.Settings(("Simulated", "false"), ("ReadDeadline", "00:00:00.3")))
            {
                ["APCA_API_KEY_ID"] = id,
                ["APCA_API_SECRET_KEY"] = secret,
            },
            logs: logs);
        session.Listen();
        var told = new ConcurrentQueue<string>();
        foreach (var ask in Questions(session))
        {
            try
            {
                await ask();
            }
            catch (Exception failed)
            {
                told.Enqueue(failed.ToString());
            }
        }

        told.Enqueue((await session.Sells.SubmitSellAsync(Sell, None)).ToString());
        told.Enqueue((await session.Sells.CancelSellAsync("o1", None)).ToString());
        await Eventually.Holds("the stream's loss", () => session.Heard.OfType<AccountStreamItem.Lost>().Any());
        Assert.NotEmpty(logs.Lines);
        Assert.True(told.Count > 5);
        Assert.DoesNotContain(told.Concat(logs.Lines).Concat(session.Heard.Select(item => item.ToString()!)), text =>
            text.Contains(id, StringComparison.Ordinal) || text.Contains(secret, StringComparison.Ordinal));
    }

    private static IEnumerable<Func<Task>> Questions(VenueSession session) =>
    [
        () => session.Reader.GetAccountAsync(None),
        () => session.Reader.GetClockAsync(None),
        () => session.Reader.GetAssetsAsync(None),
        () => session.Reader.GetCalendarAsync(new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), None),
        () => session.Reader.GetPositionsAsync(None),
        () => session.Reader.FindOrderAsync("o1", None),
        () => session.Reader.GetOpenOrdersAsync(symbol: null, None),
        () => session.Reader.GetExecutionsSinceAsync(DateTimeOffset.UnixEpoch, None),
        () => session.Data.GetLatestBarsAsync([new Symbol("AAPL")], None),
    ];

    private static string BodyFor(PathString path) => path.Value switch
    {
        "/v2/account" => """{"id":"a","status":"ACTIVE","cash":"1000.5","equity":"2000","buying_power":"1000","trading_blocked":false,"account_blocked":false}""",
        "/v2/clock" => Clock,
        "/v2/assets" => """[{"id":"x","class":"us_equity","exchange":"NASDAQ","symbol":"AAPL","name":"Apple","status":"active","tradable":true}]""",
        "/v2/calendar" => """[{"date":"2026-11-27","open":"09:30","close":"13:00"}]""",
        "/v2/positions" => """[{"symbol":"AAPL","qty":"5","qty_available":"5","avg_entry_price":"10"}]""",
        "/v2/orders" => $"[{Order}]",
        "/v2/account/activities" => """[{"id":"1","activity_type":"FILL","transaction_time":"2026-01-05T15:00:00Z","price":"1","qty":"5","side":"buy","symbol":"A","cum_qty":"5","order_id":"o"}]""",
        "/v2/stocks/bars/latest" => """{"bars":{"AAPL":{"t":"2026-01-05T15:00:00Z","o":10,"h":11,"l":9,"c":10,"v":100}}}""",
        _ => Order,
    };

    private static async Task Packed(HttpContext context, string packing, byte[] content, int times)
    {
        context.Response.Headers.ContentEncoding = packing;
        await using Stream packed = packing == "gzip" ? new GZipStream(context.Response.Body, CompressionLevel.Fastest) : new ZLibStream(context.Response.Body, CompressionLevel.Fastest);
        for (; times > 0; times--)
            await packed.WriteAsync(content, context.RequestAborted);
    }
}
