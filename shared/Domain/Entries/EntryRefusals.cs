namespace Pipeline.Domain.Entries;

/// <summary>The typed reasons for which a signal is refused; scripts may rely on them.</summary>
public static class EntryRefusals
{
    public const string SignalExpired = "signal_expired";
    public const string DuplicateSignal = "duplicate_signal";
    public const string AssetClassUnsupported = "asset_class_unsupported";
    public const string AssetUnknown = "asset_unknown";
    public const string PriceStepTooCoarse = "price_step_too_coarse";
    public const string TradingReducing = "trading_reducing";
    public const string TradingHalted = "trading_halted";
    public const string HaltFile = "halt_file";

    /// <summary>Something stands against entering at all; the facts name it.</summary>
    public const string ConditionStands = "condition_stands";
    public const string Locked = "locked";
    public const string MonitorNotReady = "monitor_not_ready";
    public const string SellerNotReady = "seller_not_ready";
    public const string BookNotCurrent = "book_not_current";
    public const string AccountBlocked = "account_blocked";
    public const string OutsideSession = "outside_session";
    public const string NearClose = "near_close";
    public const string CooledDown = "cooled_down";
    public const string SymbolOccupied = "symbol_occupied";
    public const string TooManyPositions = "too_many_positions";
    public const string TooManyOrdersPerMinute = "too_many_orders_per_minute";
    public const string NoQuote = "no_quote";
    public const string QuoteStale = "quote_stale";
    public const string QuoteCrossed = "quote_crossed";
    public const string SpreadTooWide = "spread_too_wide";
    public const string PriceRanAway = "price_ran_away";
    public const string BelowMinimumSize = "below_minimum_size";
    public const string InsufficientBuyingPower = "insufficient_buying_power";
    public const string ExposureLimit = "exposure_limit";

    /// <summary>The venue would refuse the order; the facts name the rule and the venue's words.</summary>
    public const string VenueRule = "venue_rule";
}
