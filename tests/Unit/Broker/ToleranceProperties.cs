using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Pipeline.Broker.Json;
using Pipeline.Broker.Rest;
using Pipeline.Broker.Streams;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.Unit.Broker;

/// <summary>Whatever happens to a body on its way, its reading ends in a value, in nothing, or in the one exception that says "cannot be read".</summary>
public sealed class ToleranceProperties
{
    private const string Order =
        """
        {"id":"o1","client_order_id":"c","created_at":"2026-01-05T15:00:00Z","submitted_at":"2026-01-05T15:00:00.123456789Z","symbol":"AAPL","asset_class":"us_equity",
         "qty":"10","filled_qty":"0","filled_avg_price":null,"order_class":"bracket","type":"limit","side":"buy","time_in_force":"gtc","limit_price":"100.12","stop_price":null,
         "status":"new","legs":[{"id":"o2","symbol":"AAPL","qty":"10","filled_qty":"0","type":"stop","side":"sell","time_in_force":"gtc","stop_price":"95","status":"held","legs":null}]}
        """;

    private const string Event =
        $$"""{"stream":"trade_updates","data":{"event":"partial_fill","timestamp":"2026-01-05T15:00:00.5Z","price":"10.5","qty":"4","order":{{Order}} } }""";

    private static readonly Dictionary<string, (string Body, Action<JsonElement> Read)> Readers = new()
    {
        ["order"] = (Order, body => WireOrder.Read(body)),
        ["account"] = (
            """{"id":"a","status":"ACTIVE","cash":"1000.5","equity":"2000","portfolio_value":"2000","buying_power":"1000","trading_blocked":false,"account_blocked":false,"multiplier":"1"}""",
            body => WireAccount.ReadAccount(body, DateTimeOffset.UnixEpoch)),
        ["position"] = ("""{"symbol":"BTCUSD","asset_class":"crypto","qty":"1.5","qty_available":"1","avg_entry_price":"100","side":"long","current_price":"101"}""", body => WireAccount.ReadPosition(body)),
        ["clock"] = (
            """{"timestamp":"2026-01-05T10:00:00-05:00","is_open":true,"next_open":"2026-01-06T09:30:00-05:00","next_close":"2026-01-05T16:00:00-05:00"}""",
            body => WireAccount.ReadClock(body, TimeSpan.Zero)),
        ["session"] = ("""{"date":"2026-11-27","open":"09:30","close":"13:00","session_open":"0400","session_close":"1700"}""", body => WireAccount.ReadSession(body)),
        ["asset"] = ("""{"id":"x","class":"us_equity","exchange":"NASDAQ","symbol":"AAPL","name":"Apple","status":"active","tradable":true,"fractionable":true}""", body => WireAccount.ReadAsset(body)),
        ["activity"] = (
            """{"id":"20260105150000000::x","activity_type":"FILL","transaction_time":"2026-01-05T15:00:00Z","price":"10","qty":"5","side":"buy","symbol":"AAPL","cum_qty":"5","order_id":"o1"}""",
            body => WireExecution.FromActivity(body)),
        ["bar"] = ("""{"T":"b","S":"AAPL","o":10,"h":11,"l":9.5,"c":10.5,"v":1200,"n":30,"vw":10.2,"t":"2026-01-05T15:00:00Z"}""", body => Session(body)),
        ["quote"] = ("""{"T":"q","S":"AAPL","bx":"V","bp":10,"bs":2,"ax":"V","ap":10.02,"as":3,"c":["R"],"t":"2026-01-05T15:00:00.123456789Z","z":"C"}""", body => Session(body)),
        ["subscription"] = ("""{"T":"subscription","trades":[],"quotes":["AAPL","MSFT"],"bars":["*"],"updatedBars":["*"]}""", body => Session(body)),
        ["stream error"] = ("""{"T":"error","code":405,"msg":"symbol limit exceeded"}""", body => Session(body)),
    };

    public static TheoryData<string> Names => [.. Readers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_damaged_body_is_read_or_called_unreadable(string what) => Prop.ForAll<int>(seed =>
    {
        var (body, read) = Readers[what];
        try
        {
            using var document = JsonDocument.Parse(JsonMutation.Of(body, seed));
            read(document.RootElement);
        }
        catch (JsonException)
        {
            // The one exception.
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(800));

    [Fact]
    public void A_damaged_answer_is_always_an_outcome() => Prop.ForAll<int, int>((seed, status) =>
    {
        var answer = new VenueAnswer.Answered(Math.Abs(status % 600), JsonMutation.Of(Order, seed), null, DateTimeOffset.UnixEpoch, TimeSpan.Zero);
        var outcome = Pipeline.Broker.Rest.Outcome.Of(answer, carriesOrder: true);
        return outcome is not Pipeline.Broker.Port.RequestOutcome.Accepted { Order: null };
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(800));

    [Fact]
    public void A_damaged_message_of_a_stream_is_taken_apart_or_ends_the_connection() => Prop.ForAll<int>(seed =>
    {
        try
        {
            foreach (var document in JsonDocuments.Split(JsonMutation.Of(Event + Event, seed)))
            {
                Session(document);
                if (document.Field("data")?.Field("order") is { } order && WireOrder.Read(order) is { } read)
                    WireExecution.FromEvent(document.Field("data")!.Value, "fill", read, DateTimeOffset.UnixEpoch);
            }
        }
        catch (Exception unreadable) when (unreadable is StreamLostException or JsonException)
        {
            // Both end the connection, and the next one begins with a gap filled by request.
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(800));

    private static void Session(JsonElement item)
    {
        MarketMessage.ReadData(item);
        MarketMessage.ReadSession(item);
    }
}
