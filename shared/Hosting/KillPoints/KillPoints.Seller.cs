namespace Pipeline.Hosting;

public static partial class KillPoints
{
    /// <summary>A wanted state is delivered; the loop has not seen it.</summary>
    public const string SellerSignalRead = "seller.signal.read";

    /// <summary>A wanted state is brought about or void; it is not acknowledged.</summary>
    public const string SellerSignalSettling = "seller.signal.settling";

    /// <summary>A wanted state is acknowledged.</summary>
    public const string SellerSignalSettled = "seller.signal.settled";

    /// <summary>A turn is due; the venue is not read.</summary>
    public const string SellerTurnBegun = "seller.turn.begun";

    /// <summary>The venue is read; nothing is decided.</summary>
    public const string SellerTurnRead = "seller.turn.read";

    /// <summary>A request is decided; its intent is not on ORDERS.</summary>
    public const string SellerOrderDecided = "seller.order.decided";

    /// <summary>The intent is on ORDERS; nothing is sent.</summary>
    public const string SellerOrderIntentStored = "seller.order.intent-stored";

    /// <summary>The request is under way; nobody waits for its answer yet.</summary>
    public const string SellerOrderSent = "seller.order.sent";

    /// <summary>The venue has answered; nothing is recorded.</summary>
    public const string SellerOrderAnswered = "seller.order.answered";

    /// <summary>The answer is on ORDERS; the turn goes on without knowing.</summary>
    public const string SellerOrderAnswerStored = "seller.order.answer-stored";

    /// <summary>A request without a known end is about to be looked up.</summary>
    public const string SellerUnknownAsking = "seller.unknown.asking";

    /// <summary>The look-up found the order; nothing is recorded.</summary>
    public const string SellerUnknownAnswered = "seller.unknown.answered";

    /// <summary>The venue does not know the order; its stored body is about to be sent again.</summary>
    public const string SellerUnknownSendingAgain = "seller.unknown.sending-again";

    /// <summary>The symbol is proven flat; no trade is recorded.</summary>
    public const string SellerFlatProven = "seller.flat.proven";

    /// <summary>The trade is on LEDGER; there is no cooldown.</summary>
    public const string SellerTradeStored = "seller.trade.stored";

    /// <summary>The cooldown is on LEDGER; the exit is not acknowledged.</summary>
    public const string SellerCooldownStored = "seller.cooldown.stored";

    /// <summary>NATS is away, and what is asked or answered is in hand; it is not in the seller's journal.</summary>
    public const string SellerAloneRecording = "seller.alone.recording";

    /// <summary>NATS is away, and the record is in the seller's journal; nothing has followed from it.</summary>
    public const string SellerAloneRecorded = "seller.alone.recorded";

    /// <summary>At start the books are read; what was unsettled is not looked for.</summary>
    public const string SellerRecoveryBooksRead = "seller.recovery.books-read";

    /// <summary>At start the unsettled symbols are found; no turn is taken.</summary>
    public const string SellerRecoveryFound = "seller.recovery.found";
}
