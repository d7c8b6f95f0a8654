using Pipeline.Broker.Port;
using Pipeline.Buyer.Deciding;
using Pipeline.Buyer.Sending;
using Pipeline.Contracts.Control;
using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Messaging;

namespace Pipeline.Buyer;

/// <summary>All that the loop is told, in the one order in which it is decided on.</summary>
internal abstract record BuyerInput
{
    private BuyerInput()
    {
    }

    public sealed record SignalArrived(Delivery<BuySignal> Delivery) : BuyerInput;

    /// <summary>With --once: nothing is left.</summary>
    public sealed record SignalsEnded : BuyerInput;

    public sealed record BookTold(BookItem Item) : BuyerInput;

    public sealed record QuoteHeard(Symbol Symbol, QuoteValues Quote) : BuyerInput;

    /// <param name="Conditions">What it sees standing against entering.</param>
    public sealed record HeartbeatHeard(string Process, ProcessHealth State, IReadOnlyList<RaisedCondition> Conditions) : BuyerInput;

    public sealed record AccountAnswered(AccountReading Reading) : BuyerInput;

    /// <param name="HttpStatus">The venue's refusal; null when no usable answer came.</param>
    /// <param name="AskedAt">Machine time at which the question left.</param>
    public sealed record AccountUnread(int? HttpStatus, string Why, DateTimeOffset AskedAt) : BuyerInput;

    /// <param name="Difference">Our clock less the venue's, in machine time, beyond what the question's way explains.</param>
    public sealed record ClockRead(TimeSpan Difference) : BuyerInput;

    /// <summary>All that the venue lets be traded.</summary>
    public sealed record AssetsRead(IReadOnlyDictionary<Symbol, AssetFacts> Assets) : BuyerInput;

    /// <param name="Holds">no_shorting and a margin multiplier of 1 are set and were read back.</param>
    /// <param name="At">Machine time from which on it is so.</param>
    public sealed record LongOnlyAnswered(bool Holds, string Text, DateTimeOffset At) : BuyerInput;

    /// <param name="Quote">Null when the venue gave none.</param>
    public sealed record QuoteFetched(WaitingSignal Signal, QuoteValues? Quote) : BuyerInput;

    public sealed record GateAnswered(WaitingSignal Signal, EntryIntent Intent, GateOutcome Outcome) : BuyerInput;

    /// <param name="SentAt">Machine time right before the request was written; null when it was not.</param>
    public sealed record RequestAnswered(string IntentId, RequestOutcome Outcome, DateTimeOffset? SentAt) : BuyerInput;

    /// <param name="Order">Null when the venue does not know it, or nothing was learned.</param>
    /// <param name="Failure">Why nothing was learned.</param>
    public sealed record LookupAnswered(string IntentId, VenueOrder? Order, DateTimeOffset LeftAt, string? Failure) : BuyerInput;

    public sealed record CancelAnswered(string IntentId, string Reason, RequestOutcome Outcome, DateTimeOffset SentAt) : BuyerInput;

    /// <param name="Sequence">Where it stands in ORDERS.</param>
    public sealed record AnswerStored(OrderAnswer Answer, string? Why, ulong Sequence) : BuyerInput;

    /// <summary>Another buyer has answered for this intent since: what we have to say of it counts only beside that.</summary>
    /// <param name="Last">Where its answer stands in ORDERS; null when not told.</param>
    public sealed record AnswerOvertaken(OrderAnswer Answer, ulong? Last) : BuyerInput;

    /// <summary>The venue's own word on an order of ours, asked for by REST.</summary>
    /// <param name="Order">Null when nothing was learned.</param>
    public sealed record OrderSeen(string IntentId, VenueOrder? Order, DateTimeOffset LeftAt) : BuyerInput;

    /// <summary>With --input: the venue time of the recorded message that follows.</summary>
    public sealed record TimeRecorded(DateTimeOffset Time) : BuyerInput;

    /// <summary>Time passes: deadlines and waiting look-ups are due.</summary>
    public sealed record Ticked : BuyerInput;

    /// <summary>The process is asked to end: nothing new, what was sent is recorded.</summary>
    public sealed record Stopping : BuyerInput;
}
