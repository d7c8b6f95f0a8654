using Pipeline.Contracts;

namespace Pipeline.Messaging;

/// <summary>The users of nats-server and their rights: one per process, each with its own subjects only.</summary>
public static class NatsUsers
{
    /// <summary>Reads everything, writes nothing, takes nothing from a live durable.</summary>
    public const string Viewer = "viewer";

    /// <summary>Publishes a stored signal again, when a person asks for it, and nothing else.</summary>
    public const string Replay = "replay";

    public static IReadOnlyList<UserRights> All { get; } =
    [
        Stage(Processes.Scanner, ["market.bar.*", "market.quote.*", "signal.buy.*.*"], [Streams.Control, Streams.Ledger, Streams.Market, Streams.Quotes, Streams.Signals]),
        Stage(Processes.Buyer, ["entry.*.*", "order.answer.buyer.*"], AllBooks),
        Stage(Processes.Monitor, ["order.venue.*", "position.*.*", "signal.sell.*", "session.*"], AllBooks),
        Stage(Processes.Seller, ["order.intent.seller.*", "order.answer.seller.*", "trade.*.*", "cooldown.*"], AllBooks),
        new(Processes.Orchestrator, ["control.>", Topology.ProbeSubject, .. Own(Processes.Orchestrator), ViewersInbox, "$JS.API.>", "$JS.ACK.>", "$JS.FC.>", "$JS.SNAPSHOT.ACK.>"], [">"]),
        // No consumers: the server delivers to whatever subject a consumer's creator names, so who may create one may write anywhere.
        new(Viewer, [.. Streams.All.SelectMany(Reading), .. Asking], Listening(Viewer)),
        new(Replay, ["signal.buy.*.*", "signal.sell.*"], [$"{InboxPrefix(Replay)}.>"]),
    ];

    /// <summary>Whether a user may have a consumer of its own; everybody else reads by direct get.</summary>
    public static bool MayCreateConsumers(string user) => user == Processes.Orchestrator;

    private static IReadOnlyList<string> AllBooks =>
        [Streams.Signals, Streams.Entries, Streams.Orders, Streams.Ledger, Streams.Control, Streams.Market, Streams.Quotes];

    /// <summary>Each user hears only its own replies.</summary>
    public static string InboxPrefix(string user) => $"_INBOX_{user}";

    private static UserRights Stage(string process, IReadOnlyList<string> subjects, IReadOnlyList<string> streams)
    {
        var durables = Topology.Durables.Where(durable => durable.Consumer.Name == process).SelectMany(Consuming);
        return new UserRights(process, [.. subjects, .. Own(process), ViewersInbox, .. streams.SelectMany(Reading), .. durables], [.. Listening(process), .. Answering(process)]);
    }

    /// <summary>What every process says of itself.</summary>
    private static IEnumerable<string> Own(string process) => [$"event.{process}.*", $"dlq.{process}", $"hb.{process}", $"metrics.{process}"];

    /// <summary>The service protocol is asked by the viewer alone: a process answers nobody else, so that no question can make it write elsewhere.</summary>
    private static string ViewersInbox => $"{InboxPrefix(Viewer)}.>";

    private static IReadOnlyList<string> Asking => ["$SRV.PING", "$SRV.PING.>", "$SRV.INFO", "$SRV.INFO.>", "$SRV.STATS", "$SRV.STATS.>", "svc.*.status"];

    private static IReadOnlyList<string> Answering(string process) => ["$SRV.*", $"$SRV.*.{process}", $"$SRV.*.{process}.*", $"svc.{process}.status"];

    private static IReadOnlyList<string> Listening(string user) => [$"{InboxPrefix(user)}.>", "book.>", "market.>", "hb.*"];

    /// <summary>State and direct get of a stream; the latter by sequence (in the body) and by subject (in the subject).</summary>
    private static IEnumerable<string> Reading(string stream) =>
        [$"$JS.API.STREAM.INFO.{stream}", $"$JS.API.DIRECT.GET.{stream}", $"$JS.API.DIRECT.GET.{stream}.>"];

    /// <summary>nats-server 2.15 may acknowledge with domain and account in the subject: both shapes are granted.</summary>
    private static IEnumerable<string> Consuming(DurableDefinition durable)
    {
        var place = $"{durable.Stream}.{durable.Consumer.Name}";
        return [$"$JS.API.CONSUMER.INFO.{place}", $"$JS.API.CONSUMER.MSG.NEXT.{place}", $"$JS.ACK.{place}.>", $"$JS.ACK.*.*.{place}.>"];
    }
}
