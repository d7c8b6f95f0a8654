using System.Text.Json.Serialization;
using Pipeline.Contracts.Ledger;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;
using Pipeline.Orchestrator.Journal.Reading;

namespace Pipeline.Orchestrator.Dashboard.History;

/// <summary>Orders as <c>orders --json</c> tells them.</summary>
/// <param name="Open">All that may still execute, newest first.</param>
/// <param name="Ended">The newest of the others.</param>
public sealed record OrdersView(IReadOnlyList<OrderRow> Open, IReadOnlyList<OrderRow> Ended);

/// <summary>The newest closed trades.</summary>
/// <param name="Trades">Newest first.</param>
/// <param name="Profit">Of these.</param>
public sealed record TradesView(IReadOnlyList<Trade> Trades, Money Profit);

/// <summary>How far the signals of the newest trading day came.</summary>
/// <param name="Since">Its midnight in New York; null before the first day is known: all.</param>
/// <param name="Signals">The newest, newest first.</param>
public sealed record FunnelView(DateTimeOffset? Since, SignalFunnel Funnel, IReadOnlyList<SignalRow> Signals);

/// <summary>Says that there are newer events; they are read where they are looked at.</summary>
/// <param name="Newest">Sequence on EVENTS; 0 while there is none.</param>
public sealed record EventsView(long Newest);

/// <summary>A page of the event log.</summary>
/// <param name="Events">Newest first.</param>
public sealed record EventPage(IReadOnlyList<EventRow> Events);

/// <summary>One round trip and the prices around it.</summary>
/// <param name="Trade">Null while it is open.</param>
/// <param name="Entry">Mean price paid.</param>
/// <param name="CorrelationId">Under which its events are found.</param>
/// <param name="Bars">From half an hour before its first share to ten minutes after its last; none once they are no longer kept.</param>
/// <param name="BarMinutes">Minutes that each of these bars sums up.</param>
/// <param name="Steps">How stop and take profit went.</param>
public sealed record TradeStory(
    Position Position, Trade? Trade, Price? Entry, string CorrelationId, IReadOnlyList<BarValues> Bars, int BarMinutes, IReadOnlyList<PositionStep> Steps, IReadOnlyList<ExecutionRow> Executions);

/// <summary>JSON of what the journal tells.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AccountView))]
[JsonSerializable(typeof(OrdersView))]
[JsonSerializable(typeof(TradesView))]
[JsonSerializable(typeof(FunnelView))]
[JsonSerializable(typeof(EventsView))]
[JsonSerializable(typeof(EventPage))]
[JsonSerializable(typeof(TradeStory))]
internal sealed partial class HistoryJson : JsonSerializerContext;
