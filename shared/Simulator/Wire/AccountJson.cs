using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Exchange;

namespace Pipeline.Simulator.Wire;

/// <summary>The account and configuration objects of Alpaca's trading API.</summary>
public static class AccountJson
{
    /// <summary>The account's id.</summary>
    public static Guid IdOf(ulong seed) => Chance.Id(seed, 71, 0);

    public static JsonObject Of(VenueState state, AccountFigures figures, ulong seed) => new()
    {
        ["id"] = IdOf(seed).ToString(),
        ["account_number"] = "PA" + (Chance.Mix(seed, 72) % 1_000_000_000UL).ToString("D9", CultureInfo.InvariantCulture),
        ["status"] = state.Restrictions.Status,
        ["crypto_status"] = state.Restrictions.Status,
        ["currency"] = "USD",
        ["cash"] = Money(figures.Cash),
        ["portfolio_value"] = Money(figures.Equity),
        ["equity"] = Money(figures.Equity),
        ["last_equity"] = Money(figures.LastEquity),
        ["buying_power"] = Money(figures.BuyingPower),
        ["regt_buying_power"] = Money(figures.RegulationTBuyingPower),
        ["non_marginable_buying_power"] = Money(figures.NonMarginableBuyingPower),
        ["options_buying_power"] = "0",
        ["options_approved_level"] = 0,
        ["options_trading_level"] = 0,
        ["long_market_value"] = Money(figures.LongMarketValue),
        ["short_market_value"] = Money(figures.ShortMarketValue),
        ["initial_margin"] = Money(figures.InitialMargin),
        ["maintenance_margin"] = Money(figures.MaintenanceMargin),
        ["last_maintenance_margin"] = "0",
        ["sma"] = "0",
        ["accrued_fees"] = Money(figures.AccruedFees),
        ["pending_transfer_in"] = "0",
        ["pending_transfer_out"] = "0",
        ["pending_reg_taf_fees"] = "0",
        ["intraday_adjustments"] = "0",
        ["position_market_value"] = Money(figures.LongMarketValue + figures.ShortMarketValue),
        ["balance_asof"] = (state.LastClosedDay == default ? NewYork.DayOf(state.OpenedAt) : state.LastClosedDay).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["multiplier"] = figures.Multiplier.ToString(CultureInfo.InvariantCulture),
        ["shorting_enabled"] = !state.Configuration.NoShorting && state.Restrictions.ShortingAllowed && figures.Multiplier > 1,
        ["trading_blocked"] = state.Restrictions.TradingBlocked,
        ["transfers_blocked"] = state.Restrictions.TransfersBlocked,
        ["account_blocked"] = state.Restrictions.AccountBlocked,
        ["trade_suspended_by_user"] = state.Configuration.SuspendTrade,
        ["created_at"] = WireTime.Utc(state.OpenedAt),
    };

    /// <summary>What the account had more until July 2026; clients older than that insist on it.</summary>
    public static void AddDayTraderFields(JsonObject account, int dayTrades)
    {
        account["pattern_day_trader"] = false;
        account["daytrade_count"] = dayTrades;
        account["daytrading_buying_power"] = "0";
    }

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
