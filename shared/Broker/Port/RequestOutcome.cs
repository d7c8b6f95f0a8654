using Pipeline.Contracts.Orders;
using Pipeline.Domain.VenueRules;

namespace Pipeline.Broker.Port;

/// <summary>How a request that changes something ended, as far as can be known.</summary>
public abstract record RequestOutcome
{
    private RequestOutcome()
    {
    }

    /// <summary>The venue has it. <paramref name="Order"/> is null where the venue answers without a body (cancel).</summary>
    public sealed record Accepted(VenueOrder? Order, int HttpStatus) : RequestOutcome;

    /// <summary>A definite refusal: the request has no effect.</summary>
    public sealed record Refused(int HttpStatus, int? Code, string Text, RefusalKind Kind) : RequestOutcome
    {
        /// <summary>The rule of the venue for which the request was not even sent; null when the venue itself refused.</summary>
        public VenueRule? Rule { get; init; }
    }

    /// <summary>The request was not executed and may be made again later.</summary>
    /// <param name="After">How long to wait, machine time.</param>
    public sealed record RetryLater(TimeSpan After, string Text) : RequestOutcome;

    /// <summary>It may or may not have arrived: look up by client order id before anything else.</summary>
    public sealed record Unknown(int? HttpStatus, string Text) : RequestOutcome;
}

/// <summary>What a refusal means for what comes next.</summary>
public enum RefusalKind
{
    Other,
    BadKeys,
    InsufficientBuyingPower,
    InsufficientQuantity,
    DuplicateClientOrderId,
    WashTrade,
    NotFound,
    AlreadyTerminal,
    NotReplaceableNow,
    Unchanged,
    AccountRestricted,
    StopThroughMarket,
    DayOnly,
}
