using System.Text.Json.Serialization;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Json;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;

namespace Pipeline.Orchestrator.Journal.Reading;

/// <summary>A buy signal and what became of it.</summary>
/// <param name="Signal">As the scanner published it.</param>
/// <param name="Outcome">What the buyer made of it.</param>
/// <param name="Reason">Typed reason of a refusal, snake case.</param>
/// <param name="EntryId">The entry's id, which is the trade's id as well; null when nothing was bought.</param>
/// <param name="AnsweredAt">Machine time of the refusal or of the entry's intent.</param>
public sealed record SignalRow(BuySignal Signal, SignalOutcome Outcome, string? Reason, string? EntryId, DateTimeOffset? AnsweredAt);

/// <summary>What the buyer made of a signal.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<SignalOutcome>))]
public enum SignalOutcome
{
    /// <summary>Neither bought nor refused, or not yet.</summary>
    Unanswered,
    Refused,

    /// <summary>An entry was intended.</summary>
    Entered,
}

/// <summary>An order as the venue last described it.</summary>
/// <param name="Order">Its last description.</param>
/// <param name="CorrelationId">The signal its story began with.</param>
/// <param name="Purpose">entry, or the seller's word for it; null for a leg, or an order of somebody else.</param>
public sealed record OrderRow(VenueOrder Order, string CorrelationId, string? Purpose);

/// <summary>One match of an order.</summary>
/// <param name="Execution">The match.</param>
/// <param name="IsDerived">The venue told only a sum: this stands in for the matches it did not tell, at their mean price.</param>
/// <param name="CorrelationId">The signal its story began with.</param>
public sealed record ExecutionRow(Execution Execution, bool IsDerived, string CorrelationId);

/// <summary>An event and its place on EVENTS.</summary>
public sealed record EventRow(long Sequence, PipelineEvent Event);

/// <summary>What the account was worth at a moment.</summary>
/// <param name="At">Venue time.</param>
/// <param name="Equity">Dollars: cash and what is held.</param>
/// <param name="Cash">Dollars; null where it was not told.</param>
/// <param name="Source">account, entry or session: who looked.</param>
public sealed record EquityPoint(DateTimeOffset At, Money Equity, Money? Cash, string Source);

/// <summary>A step of a position's quantity, stop or take profit.</summary>
/// <param name="At">Venue time.</param>
public sealed record PositionStep(DateTimeOffset At, Shares Quantity, Price? Stop, Price? TakeProfit, Price? Peak);

/// <summary>A symbol that may not be entered for a while.</summary>
/// <param name="Symbol">Which.</param>
/// <param name="Kind">lock, set by a person or the orchestrator; cooldown, after a trade.</param>
/// <param name="Until">Venue time.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">operator, orchestrator or seller.</param>
/// <param name="Since">Venue time at which it was set; null where it is not told.</param>
public sealed record LockRow(Symbol Symbol, string Kind, DateTimeOffset Until, string Reason, string By, DateTimeOffset? Since);

/// <summary>How many signals came how far.</summary>
/// <param name="Found">Signals published.</param>
/// <param name="Refused">Refused by the buyer, all reasons.</param>
/// <param name="Unanswered">Neither refused nor entered.</param>
/// <param name="Entered">Entries intended.</param>
/// <param name="Filled">Of these, with at least one share executed.</param>
/// <param name="Closed">Of these, closed trades.</param>
/// <param name="Won">Of these, with a profit.</param>
/// <param name="Refusals">Typed reason to count, the most frequent first.</param>
public sealed record SignalFunnel(int Found, int Refused, int Unanswered, int Entered, int Filled, int Closed, int Won, IReadOnlyList<KeyValuePair<string, int>> Refusals);

/// <summary>How far the journal had come when it was opened.</summary>
/// <param name="StoreId">The store it tells of; null while it is empty.</param>
/// <param name="WrittenAt">Machine time at which the newest message in it was stored.</param>
/// <param name="VenueTime">Newest venue time in it; null while it is empty.</param>
/// <param name="SizeBytes">Bytes on the disk.</param>
public sealed record JournalAge(string? StoreId, DateTimeOffset? WrittenAt, DateTimeOffset? VenueTime, long SizeBytes);
