using Pipeline.Broker.Port;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Messaging;

namespace Pipeline.Seller;

/// <summary>Everything the seller's loop is told.</summary>
internal abstract record SellerInput
{
    private SellerInput()
    {
    }

    /// <summary>A message of the durable.</summary>
    internal sealed record SignalCame(Delivery<SellSignal> Delivery) : SellerInput;

    /// <summary>There are no more messages (a run that drains).</summary>
    internal sealed record SignalsEnded : SellerInput;

    /// <summary>A book has something new about a symbol.</summary>
    internal sealed record SymbolSpoken(Symbol Symbol) : SellerInput;

    /// <summary>The books are read.</summary>
    internal sealed record BooksCaughtUp : SellerInput;

    /// <summary>The newest wanted states of what was unsettled at start; null where none was ever wanted.</summary>
    internal sealed record WantedFound(IReadOnlyList<SellSignal> Signals) : SellerInput;

    internal sealed record TurnEnded(TurnEnd End) : SellerInput;

    /// <summary>Nobody tells any more what is wanted, or somebody does again.</summary>
    internal sealed record LeftAlone(bool IsAlone, bool IsNatsAway) : SellerInput;

    /// <summary>What is held at the venue, read while alone.</summary>
    internal sealed record PositionsSeen(IReadOnlyList<VenuePosition> Positions) : SellerInput;

    /// <summary>What is held at the venue, read since the process was asked to end; null when the venue gave no answer in time.</summary>
    internal sealed record LastSeen(IReadOnlyList<VenuePosition>? Positions) : SellerInput;

    /// <summary>The origin of held shares was looked for; null when the venue could not be asked.</summary>
    internal sealed record OriginFound(Symbol Symbol, SellSignal? Meanwhile) : SellerInput;

    /// <summary>The process is asked to end.</summary>
    internal sealed record Stopping : SellerInput;

    /// <summary>Time has passed.</summary>
    internal sealed record Ticked : SellerInput;
}
