namespace Pipeline.Hosting;

public static partial class KillPoints
{
    /// <summary>A signal is delivered; the loop has not seen it.</summary>
    public const string BuyerSignalRead = "buyer.signal.read";

    /// <summary>A refusal is decided and told; the signal is not settled.</summary>
    public const string BuyerSignalRefused = "buyer.signal.refused";

    /// <summary>A signal is found to be poison; it is neither copied nor settled.</summary>
    public const string BuyerSignalQuarantined = "buyer.signal.quarantined";

    /// <summary>A signal's end is recorded; it is not acknowledged.</summary>
    public const string BuyerSignalSettling = "buyer.signal.settling";

    /// <summary>A signal is acknowledged.</summary>
    public const string BuyerSignalSettled = "buyer.signal.settled";

    /// <summary>An entry is decided; its intent is not on ENTRIES.</summary>
    public const string BuyerEntryDecided = "buyer.entry.decided";

    /// <summary>The intent is on ENTRIES; whether it may still leave has not been asked.</summary>
    public const string BuyerEntryIntentStored = "buyer.entry.intent-stored";

    /// <summary>The order may leave and is about to; nothing is sent.</summary>
    public const string BuyerEntrySending = "buyer.entry.sending";

    /// <summary>The request is under way; nobody waits for its answer yet.</summary>
    public const string BuyerEntrySent = "buyer.entry.sent";

    /// <summary>The venue has answered; nothing is recorded.</summary>
    public const string BuyerEntryAnswered = "buyer.entry.answered";

    /// <summary>An answer is on ORDERS; the loop has not folded it.</summary>
    public const string BuyerAnswerStored = "buyer.answer.stored";

    /// <summary>Somebody else was stored first: the intent was refused at the gate.</summary>
    public const string BuyerGateBehind = "buyer.gate.behind";

    /// <summary>Whether the intent is stored is not known; nothing was read back.</summary>
    public const string BuyerGateUnconfirmed = "buyer.gate.unconfirmed";

    /// <summary>An entry without a known end is about to be looked up.</summary>
    public const string BuyerUnknownAsking = "buyer.unknown.asking";

    /// <summary>The look-up is answered; nothing is recorded.</summary>
    public const string BuyerUnknownAnswered = "buyer.unknown.answered";

    /// <summary>The venue does not know the entry; its stored body is about to be sent again.</summary>
    public const string BuyerUnknownSendingAgain = "buyer.unknown.sending-again";

    /// <summary>An entry's time is up; its cancel is not sent.</summary>
    public const string BuyerCancelSending = "buyer.cancel.sending";

    /// <summary>The cancel is answered; nothing is recorded.</summary>
    public const string BuyerCancelAnswered = "buyer.cancel.answered";

    /// <summary>At start the book shows an intent without a known end; it is not taken up.</summary>
    public const string BuyerRecoveryFound = "buyer.recovery.found";

    /// <summary>The end is asked for; nothing is given back.</summary>
    public const string BuyerShutdownAsked = "buyer.shutdown.asked";
}
