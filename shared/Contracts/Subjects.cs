using System.Globalization;
using Pipeline.Contracts.Values;

namespace Pipeline.Contracts;

/// <summary>Every subject the pipeline uses; each names its one writer.</summary>
public static class Subjects
{
    /// <summary>Stored messages of ENTRIES, ORDERS, LEDGER and CONTROL are republished under this prefix for those who keep books.</summary>
    public const string BookPrefix = "book.";

    public const string TradingControl = "control.trading";
    public const string StoreControl = "control.store";
    public const string ReconcileControl = "control.reconcile";
    public const string ConfigurationControl = "control.configuration";

    public static string Bar(Symbol symbol) => $"market.bar.{symbol.Token}";

    public static string Quote(Symbol symbol) => $"market.quote.{symbol.Token}";

    public static string Buy(string strategy, Symbol symbol) => $"signal.buy.{strategy}.{symbol.Token}";

    public static string Sell(Symbol symbol) => $"signal.sell.{symbol.Token}";

    public static string Entry(string account, string intentId) => $"entry.{account}.{intentId}";

    public static string SellerIntent(string intentId) => $"order.intent.seller.{intentId}";

    public static string Answer(string owner, string intentId) => $"order.answer.{owner}.{intentId}";

    public static string VenueOrder(string venueOrderId) => $"order.venue.{venueOrderId}";

    public static string Position(string account, Symbol symbol) => $"position.{account}.{symbol.Token}";

    public static string Trade(string account, Symbol symbol) => $"trade.{account}.{symbol.Token}";

    public static string Cooldown(Symbol symbol) => $"cooldown.{symbol.Token}";

    public static string Session(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"session.{day:yyyy-MM-dd}");

    public static string Flatten(Symbol? symbol) => $"control.flatten.{(symbol is { } one ? one.Token : "all")}";

    public static string Lock(Symbol symbol) => $"control.lock.{symbol.Token}";

    public static string LogLevel(string process) => $"control.log.{process}";

    public static string Event(string process, string type) => $"event.{process}.{type}";

    public static string DeadLetter(string process) => $"dlq.{process}";

    public static string Heartbeat(string process) => $"hb.{process}";

    public static string Metrics(string process) => $"metrics.{process}";

    /// <summary>Answered by the process itself, with its heartbeat.</summary>
    public static string Status(string process) => $"svc.{process}.status";
}
