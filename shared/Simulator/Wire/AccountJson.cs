using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Exchange;

namespace Pipeline.Simulator.Wire;

/// <summary>The account and configuration objects of Alpaca's trading API.</summary>
public static class AccountJson
{
    public static JsonObject Of(VenueState state, AccountFigures figures, ulong seed) => new()
    {
        ["id"] = Chance.Id(seed, 71, 0).ToString(),
        ["account_number"] = "PA" + (Chance.Mix(seed, 72) % 1_000_000_000UL).ToString("D9", CultureInfo.InvariantCulture),
        ["status"] = "ACTIVE",
        ["crypto_status"] = "INACTIVE",
        ["currency"] = "USD",
        ["cash"] = Money(figures.Cash),
        ["portfolio_value"] = Money(figures.Equity),
        ["equity"] = Money(figures.Equity),
        ["last_equity"] = Money(figures.LastEquity),
        ["buying_power"] = Money(figures.BuyingPower),
        ["regt_buying_power"] = Money(figures.BuyingPower),
        ["non_marginable_buying_power"] = Money(Math.Max(0m, Math.Min(figures.BuyingPower, figures.Cash - figures.Reserved))),
        ["options_buying_power"] = "0",
        ["long_market_value"] = Money(figures.LongMarketValue),
        ["short_market_value"] = Money(figures.ShortMarketValue),
        ["initial_margin"] = Money((figures.LongMarketValue - figures.ShortMarketValue) / figures.Multiplier),
        ["maintenance_margin"] = Money((figures.LongMarketValue - figures.ShortMarketValue) * 0.3m),
        ["last_maintenance_margin"] = "0",
        ["sma"] = "0",
        ["accrued_fees"] = "0",
        ["multiplier"] = figures.Multiplier.ToString(CultureInfo.InvariantCulture),
        ["shorting_enabled"] = !state.Configuration.NoShorting && figures.Multiplier > 1,
        ["trading_blocked"] = false,
        ["transfers_blocked"] = false,
        ["account_blocked"] = false,
        ["trade_suspended_by_user"] = state.Configuration.SuspendTrade,
        ["created_at"] = WireTime.Utc(state.OpenedAt),
    };

    public static JsonObject Of(AccountConfiguration configuration) => new()
    {
        ["trade_confirm_email"] = configuration.TradeConfirmEmail,
        ["suspend_trade"] = configuration.SuspendTrade,
        ["no_shorting"] = configuration.NoShorting,
        ["fractional_trading"] = configuration.FractionalTrading,
        ["max_margin_multiplier"] = configuration.MaxMarginMultiplier.ToString(CultureInfo.InvariantCulture),
        ["ptp_no_exception_entry"] = configuration.PtpNoExceptionEntry,
        ["max_options_trading_level"] = configuration.MaxOptionsTradingLevel,
    };

    private static string Money(decimal dollars) => Figure.Text(decimal.Round(dollars, 2));
}
