using System.Globalization;
using System.Text.Json;
using Pipeline.Broker.Port;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Broker.Json;

/// <summary>Reads the account, its positions, and the venue's clock, calendar and assets.</summary>
internal static class WireAccount
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    /// <param name="readAt">Machine time at which the request left.</param>
    public static AccountReading ReadAccount(JsonElement account, DateTimeOffset readAt)
    {
        var status = account.RequiredText("status");
        // A block that is not mentioned is not known to be off: the two flags the venue always sends must say false.
        var mayTrade = status == "ACTIVE"
            && account.Flag("trading_blocked") == false
            && account.Flag("account_blocked") == false
            && account.Flag("trade_suspended_by_user") != true;
        var values = new AccountValues
        {
            Cash = new Money(account.RequiredDecimal("cash")),
            Equity = new Money(account.Decimal("equity") ?? account.RequiredDecimal("portfolio_value")),
            BuyingPower = new Money(account.RequiredDecimal("buying_power")),
            ReadAt = readAt,
        };
        return new AccountReading(account.RequiredText("id"), values, mayTrade, status);
    }

    /// <summary>Null for what the pipeline cannot name, an option for instance.</summary>
    /// <exception cref="JsonException">No symbol or no quantity is told: left out, the position would count as gone.</exception>
    public static VenuePosition? ReadPosition(JsonElement position)
    {
        if (!WireSymbol.TryRead(position, out var symbol))
            return position.Text("symbol") is { Length: > 0 } ? null : throw JsonFields.Missing("symbol");
        var quantity = position.RequiredDecimal("qty");
        if (position.Text("side") == "short")
            quantity = -Math.Abs(quantity);
        return new VenuePosition(
            symbol,
            quantity,
            position.Decimal("qty_available") ?? quantity,
            position.RequiredDecimal("avg_entry_price"),
            position.Decimal("current_price"));
    }

    public static VenueClockReading ReadClock(JsonElement clock, TimeSpan roundTrip) => new(
        clock.RequiredTime("timestamp"),
        clock.Flag("is_open") ?? throw JsonFields.Missing("is_open"),
        clock.RequiredTime("next_open"),
        clock.RequiredTime("next_close"),
        roundTrip);

    public static SessionHours ReadSession(JsonElement session)
    {
        if (!DateOnly.TryParseExact(session.Text("date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is < 1970 or >= 2200)
            throw JsonFields.Missing("date");
        return new SessionHours(day, InNewYork(day, session, "open"), InNewYork(day, session, "close"));
    }

    /// <summary>Null for what is not active, and for what the pipeline cannot name.</summary>
    public static VenueAsset? ReadAsset(JsonElement asset)
    {
        if (!WireSymbol.TryRead(asset, out var symbol) || asset.Text("status") is not (null or "active"))
            return null;
        var (tradable, fractionable) = (asset.Flag("tradable") ?? false, asset.Flag("fractionable") ?? false);
        return new VenueAsset(symbol, asset.Text("name") ?? "", asset.Text("exchange") ?? "", tradable, fractionable)
        {
            Facts = new AssetFacts
            {
                IsListed = true,
                IsTradable = tradable,
                IsFractionable = fractionable,
                IsFractionableInExtendedHours = asset.Field("attributes") is null ? null : asset.Items("attributes").Any(one => one.TextOf() == "fractional_eh_enabled"),
                IsEasyToBorrow = symbol.IsCrypto ? null : IsEasyToBorrow(asset),
                SmallestOrder = asset.Decimal("min_order_size"),
                QuantityStep = Step(asset, "min_trade_increment"),
                PriceStep = Step(asset, "price_increment"),
            },
        };
    }

    // The flag is older than the text and goes away; where both are told the text counts.
    private static bool? IsEasyToBorrow(JsonElement asset) =>
        asset.Text("borrow_status") is { Length: > 0 } status ? status == "easy_to_borrow" : asset.Flag("easy_to_borrow");

    // A step of nothing divides nothing: it is as good as not told.
    private static decimal? Step(JsonElement asset, string name) => asset.Decimal(name) is { } step and > 0m ? step : null;

    private static DateTimeOffset InNewYork(DateOnly day, JsonElement session, string name)
    {
        if (!TimeOnly.TryParseExact(session.Text(name), ["HH:mm", "HHmm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            throw JsonFields.Missing(name);
        var wall = day.ToDateTime(time);
        return new DateTimeOffset(wall, NewYork.GetUtcOffset(wall)).ToUniversalTime();
    }
}
