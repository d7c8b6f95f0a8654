using NATS.Client.JetStream.Models;
using Pipeline.Contracts;

namespace Pipeline.Messaging;

/// <summary>Every stream and durable of the pipeline, as data; created by the orchestrator alone.</summary>
public static class Topology
{
    /// <summary>The key under which every stream carries the id of the home it belongs to.</summary>
    public const string StoreIdKey = "pipeline-store-id";

    /// <summary>Where the orchestrator stores a message now and then, only to see that it can.</summary>
    public const string ProbeSubject = "probe.store";

    /// <summary>How long a durable waits for an acknowledgement, or for word that the message is in hand, before it delivers again: what a killed process held is traded while fresh.</summary>
    public static readonly TimeSpan AcknowledgementWait = TimeSpan.FromSeconds(2);

    private const int LargestMessage = 256 * 1024;
    private const long Mebibyte = 1024 * 1024;
    private static readonly TimeSpan Quarter = TimeSpan.FromDays(90);

    private static readonly Dictionary<string, string> StreamsByFirstToken = new(StringComparer.Ordinal)
    {
        ["signal"] = Streams.Signals,
        ["entry"] = Streams.Entries,
        ["order"] = Streams.Orders,
        ["position"] = Streams.Ledger,
        ["trade"] = Streams.Ledger,
        ["cooldown"] = Streams.Ledger,
        ["session"] = Streams.Ledger,
        ["control"] = Streams.Control,
        ["event"] = Streams.Events,
        ["dlq"] = Streams.DeadLetters,
    };

    /// <summary>The streams of one home.</summary>
    /// <param name="storeId">The home's id; a store with another is not ours.</param>
    public static IReadOnlyList<StreamConfig> StreamsOf(string storeId) =>
    [
        Stream(storeId, Streams.Market, ["market.bar.*"]) with { MaxAge = TimeSpan.FromDays(3), MaxMsgsPerSubject = 3 * 24 * 60, MaxBytes = 2048 * Mebibyte },
        Stream(storeId, Streams.Quotes, ["market.quote.*"]) with { Storage = StreamConfigStorage.Memory, MaxMsgsPerSubject = 1, MaxBytes = 64 * Mebibyte },
        Stream(storeId, Streams.Signals, ["signal.buy.*.*", "signal.sell.*"]) with { MaxAge = Quarter, MaxBytes = 1024 * Mebibyte, DuplicateWindow = TimeSpan.FromHours(24) },
        Book(storeId, Streams.Entries, ["entry.*.*"]),
        Book(storeId, Streams.Orders, ["order.intent.seller.*", "order.answer.*.*", "order.venue.*"]),
        Book(storeId, Streams.Ledger, ["position.*.*", "trade.*.*", "cooldown.*", "session.*"]),
        Book(storeId, Streams.Control, ["control.>"]),
        Stream(storeId, Streams.Events, ["event.*.*"]) with { MaxAge = Quarter, MaxBytes = 4096 * Mebibyte, DuplicateWindow = TimeSpan.FromHours(2) },
        Stream(storeId, Streams.DeadLetters, ["dlq.*"]) with { MaxAge = Quarter, MaxBytes = 512 * Mebibyte, DuplicateWindow = TimeSpan.FromHours(24), MaxMsgSize = 0 },
    ];

    /// <summary>Holds the newest probe and nothing else: no part of the vocabulary, and nobody misses it.</summary>
    public static StreamConfig ProbeOf(string storeId) => Stream(storeId, "PROBE", [ProbeSubject]) with { MaxMsgs = 1 };

    /// <summary>Streams that are kept for ever: each has a last sequence that never falls.</summary>
    public static IReadOnlyList<string> Books { get; } = [Streams.Entries, Streams.Orders, Streams.Ledger, Streams.Control];

    /// <summary>Streams without which nothing that trades is wrong: a lost one is made anew where it was.</summary>
    public static IReadOnlyList<string> Dispensable { get; } = [Streams.Market, Streams.Quotes, Streams.Events, Streams.DeadLetters];

    /// <summary>The consumers that the stages read; no stage may create one.</summary>
    public static IReadOnlyList<DurableDefinition> Durables { get; } =
    [
        Durable(Processes.Buyer, "signal.buy.>"),
        Durable(Processes.Seller, "signal.sell.>"),
    ];

    /// <summary>The stream that stores a subject.</summary>
    /// <exception cref="ArgumentException">No stream does.</exception>
    public static string StreamOf(string subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (subject.StartsWith("market.", StringComparison.Ordinal))
            return subject.StartsWith("market.quote.", StringComparison.Ordinal) ? Streams.Quotes : Streams.Market;
        return StreamsByFirstToken.TryGetValue(subject.Split('.', 2)[0], out var stream)
            ? stream
            : throw new ArgumentException($"No stream stores '{subject}'.", nameof(subject));
    }

    private static StreamConfig Stream(string storeId, string name, string[] subjects) => new(name, subjects)
    {
        Discard = StreamConfigDiscard.Old,
        MaxMsgSize = LargestMessage,
        DuplicateWindow = TimeSpan.FromMinutes(2),
        AllowDirect = true,
        NumReplicas = 1,
        Metadata = new Dictionary<string, string> { [StoreIdKey] = storeId },
    };

    /// <summary>Kept for ever: nothing can be deleted or purged, and a full disk refuses the new rather than forget the old.</summary>
    private static StreamConfig Book(string storeId, string name, string[] subjects) => Stream(storeId, name, subjects) with
    {
        Discard = StreamConfigDiscard.New,
        DenyDelete = true,
        DenyPurge = true,
        Republish = new Republish { Src = ">", Dest = $"{Subjects.BookPrefix}>" },
        DuplicateWindow = TimeSpan.FromHours(2),
    };

    private static DurableDefinition Durable(string process, string filter) => new(Streams.Signals, new ConsumerConfig(process)
    {
        FilterSubject = filter,
        AckPolicy = ConsumerConfigAckPolicy.Explicit,
        AckWait = AcknowledgementWait,

        // The reader has its own limit and quarantines; the server's would only stop delivering.
        MaxDeliver = -1,
        MaxAckPending = 256,
    });
}
