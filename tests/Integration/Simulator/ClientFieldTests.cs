using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pipeline.Tests.Integration.Simulator;

/// <summary>
/// The fields that foreign clients insist on, with the JSON types they can read: those of alpaca-py (pydantic models), Alpaca.Markets
/// (Required.Always), the clients for Go (decimal and time fields) and JavaScript 4 (generated models), and apca for Rust.
/// </summary>
[Collection("Simulator")]
public sealed class ClientFieldTests(SimulatorFixture simulator)
{
    private const string Order =
        "id:uuid client_order_id:text created_at:time updated_at:time submitted_at:time filled_at:time? expired_at:time? expires_at:time? canceled_at:time? failed_at:time? " +
        "replaced_at:time? replaced_by:uuid? replaces:uuid? asset_id:uuid symbol:text asset_class:text notional:decimal? qty:decimal? filled_qty:decimal filled_avg_price:decimal? " +
        "order_class:text order_type:text type:text side:text position_intent:text time_in_force:text limit_price:decimal? stop_price:decimal? status:text extended_hours:flag " +
        "legs:list? trail_percent:decimal? trail_price:decimal? hwm:decimal?";

    public static TheoryData<string, string, string> Objects => new()
    {
        {
            "/v2/account", "",
            "id:uuid account_number:text status:text crypto_status:text currency:text cash:decimal portfolio_value:decimal equity:decimal last_equity:decimal buying_power:decimal " +
            "regt_buying_power:decimal non_marginable_buying_power:decimal options_buying_power:decimal options_approved_level:whole options_trading_level:whole long_market_value:decimal " +
            "short_market_value:decimal position_market_value:decimal initial_margin:decimal maintenance_margin:decimal last_maintenance_margin:decimal sma:decimal accrued_fees:decimal " +
            "multiplier:text shorting_enabled:flag trading_blocked:flag transfers_blocked:flag account_blocked:flag trade_suspended_by_user:flag created_at:time balance_asof:date"
        },
        { "/v2/account/configurations", "", "trade_confirm_email:text suspend_trade:flag no_shorting:flag fractional_trading:flag max_margin_multiplier:text ptp_no_exception_entry:flag max_options_trading_level:whole" },
        { "/v2/clock", "", "timestamp:time is_open:flag next_open:time next_close:time" },
        { "/v2/calendar?start=2026-01-05&end=2026-01-05", "0", "date:date open:text close:text session_open:text session_close:text settlement_date:date" },
        { "/v2/assets/{0}", "", "id:uuid class:text exchange:text symbol:text name:text status:text tradable:flag marginable:flag shortable:flag easy_to_borrow:flag fractionable:flag borrow_status:text margin_requirement_long:decimal attributes:list" },
        { "/v2/assets/BTC%2FUSD", "", "id:uuid class:text exchange:text symbol:text tradable:flag min_order_size:decimal min_trade_increment:decimal price_increment:decimal" },
        { "/v2/orders:by_client_order_id?client_order_id=fields", "", Order },
        { "/v2/orders:by_client_order_id?client_order_id=fields", "legs/0", Order },
        { "/v2/orders?status=all&nested=True&symbols={0}", "0", Order },
        {
            "/v2/positions/{0}", "",
            "asset_id:uuid symbol:text exchange:text asset_class:text asset_marginable:flag qty:decimal qty_available:decimal avg_entry_price:decimal side:text market_value:decimal " +
            "cost_basis:decimal unrealized_pl:decimal unrealized_plpc:decimal unrealized_intraday_pl:decimal unrealized_intraday_plpc:decimal current_price:decimal lastday_price:decimal change_today:decimal"
        },
        { "/v2/account/activities?activity_types=FILL", "0", "id:text activity_type:text transaction_time:time type:text price:decimal qty:decimal side:text symbol:text leaves_qty:decimal cum_qty:decimal order_id:uuid order_status:text" },
        { "/v2/account/portfolio/history?period=1D&timeframe=1Min", "", "timestamp:list equity:list profit_loss:list profit_loss_pct:list base_value:number timeframe:text cashflow:object" },
        { "/v2/stocks/{0}/bars?start=2026-01-02", "bars/0", "t:time o:number h:number l:number c:number v:whole n:whole vw:number" },
        { "/v2/stocks/{0}/quotes?start=2026-01-02", "quotes/0", "t:time bx:text bp:number bs:whole ax:text ap:number as:whole c:list z:text" },
        { "/v2/stocks/{0}/trades?start=2026-01-02", "trades/0", "t:time x:text p:number s:whole c:list i:whole z:text" },
        { "/v2/stocks/{0}/quotes/latest", "", "symbol:text quote:object" },
        { "/v2/stocks/{0}/snapshot", "", "symbol:text latestTrade:object latestQuote:object minuteBar:object dailyBar:object prevDailyBar:object" },
        { "/v2/stocks/{0}/auctions?start=2026-01-02&end=2026-01-02", "auctions/0", "d:date o:list c:list" },
        { "/v2/stocks/{0}/auctions?start=2026-01-02&end=2026-01-02", "auctions/0/o/0", "t:time x:text p:number s:whole c:text" },
        { "/v1beta3/crypto/us/bars?symbols=BTC/USD&start=2026-01-05", "bars/BTC~USD/0", "t:time o:number h:number l:number c:number v:number n:whole vw:number" },
        { "/v1beta3/crypto/us/latest/quotes?symbols=BTC%2FUSD", "quotes/BTC~USD", "t:time bp:number bs:number ap:number as:number" },
        { "/v1beta3/crypto/us/latest/trades?symbols=BTC/USD", "trades/BTC~USD", "t:time p:number s:number i:whole tks:text" },
        { "/v1beta3/crypto/us/latest/orderbooks?symbols=BTC/USD", "orderbooks/BTC~USD", "t:time b:list a:list" },
        { "/v1beta3/crypto/us/snapshots?symbols=BTC/USD", "snapshots/BTC~USD", "latestTrade:object latestQuote:object minuteBar:object dailyBar:object prevDailyBar:object" },
        { "/v1beta1/news?limit=1", "news/0", "id:whole headline:text author:text created_at:time updated_at:time summary:text content:text url:text images:list symbols:list source:text" },
        { "/v1beta1/screener/stocks/most-actives?by=volume&top=3", "most_actives/0", "symbol:text volume:whole trade_count:whole" },
        { "/v1beta1/screener/stocks/movers?top=3", "gainers/0", "symbol:text percent_change:number change:number price:number" },
        { "/v3/clock?markets=NYSE", "clocks/0", "market:object timestamp:time is_market_day:flag next_market_open:time next_market_close:time phase:text phase_until:time" },
    };

    [Theory]
    [MemberData(nameof(Objects))]
    public async Task Has_every_field_a_client_insists_on_in_a_type_it_can_read(string path, string inside, string fields)
    {
        var symbol = await Held();
        var found = await simulator.Client.Get(string.Format(CultureInfo.InvariantCulture, path, symbol));
        foreach (var step in inside.Split('/', StringSplitOptions.RemoveEmptyEntries))
            found = int.TryParse(step, CultureInfo.InvariantCulture, out var index) ? found.AsArray()[index]! : found[step.Replace('~', '/')]!;

        foreach (var field in fields.Split(' '))
        {
            var (name, kind) = (field.Split(':')[0], field.Split(':')[1]);
            Assert.True(found.AsObject().ContainsKey(name), $"{path} {inside}: {name} is missing in {found.ToJsonString()}");
            Assert.True(Fits(found[name], kind), $"{path} {inside}: {name} is {found[name]?.ToJsonString() ?? "null"}, not {kind}");
        }
    }

    private static bool Fits(JsonNode? value, string kind)
    {
        if (value is null) return kind.EndsWith('?');
        var (json, text) = (value.GetValueKind(), value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null);
        return kind.TrimEnd('?') switch
        {
            "text" => text is not null,
            "uuid" => Guid.TryParseExact(text, "D", out _),
            "decimal" => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _),
            "time" => text is not null && text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "flag" => json is JsonValueKind.True or JsonValueKind.False,
            "number" => json == JsonValueKind.Number,
            "whole" => json == JsonValueKind.Number && long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "list" => json == JsonValueKind.Array,
            "object" => json == JsonValueKind.Object,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind"),
        };
    }

    /// <summary>A symbol that is held, with a bracket order of its own.</summary>
    private async Task<string> Held()
    {
        var symbol = (await simulator.Client.Get("/v2/assets"))[20]!["symbol"].Text();
        if ((await simulator.Client.Call(HttpMethod.Get, "/v2/positions/" + symbol)).Status == 404)
            await simulator.Client.Post("/v2/orders", JsonCalls.Bracket(symbol, await simulator.Client.Price(symbol), "fields"));
        return symbol;
    }
}
