using Pipeline.Contracts.Market;
using Pipeline.Contracts.Signals;
using Pipeline.Messaging;

namespace Pipeline.Buyer.Deciding;

/// <summary>A delivered signal until it is settled.</summary>
internal sealed class WaitingSignal(Delivery<BuySignal> delivery)
{
    public Delivery<BuySignal> Delivery => delivery;

    public BuySignal Signal => delivery.Message;

    /// <summary>A quote fetched for this decision alone.</summary>
    public QuoteValues? Fetched { get; set; }

    public bool QuoteWasAsked { get; set; }
}
