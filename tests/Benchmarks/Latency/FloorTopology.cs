using NATS.Client.JetStream.Models;
using Pipeline.Contracts;
using Pipeline.Messaging;

namespace Pipeline.Tests.Benchmarks.Latency;

/// <summary>Streams and a durable of the same making as SIGNALS, ENTRIES and the buyer's durable, for the floor alone.</summary>
internal static class FloorTopology
{
    public const string UserName = "floor";
    public const string Password = "secret-of-floor";
    public const string Signals = "FLOOR_SIGNALS";
    public const string Entries = "FLOOR_ENTRIES";
    public const string Durable = "floor";
    public const string SignalSubject = "floor.signal.one";
    public const string EntrySubjects = "floor.entry.";
    public const string Done = "floor.done";

    public const string User = $$"""    { user: "{{UserName}}", password: "{{Password}}" }""";

    public static async Task CreateAsync(PipelineConnection connection, CancellationToken cancellationToken)
    {
        var streams = Topology.StreamsOf("store").ToDictionary(stream => stream.Name!);
        await connection.JetStream.CreateOrUpdateStreamAsync(streams[Streams.Signals] with { Name = Signals, Subjects = ["floor.signal.*"] }, cancellationToken);
        var entries = streams[Streams.Entries] with { Name = Entries, Subjects = [$"{EntrySubjects}*"], Republish = new Republish { Src = ">", Dest = "floor.book.>" } };
        await connection.JetStream.CreateOrUpdateStreamAsync(entries, cancellationToken);
        var buyers = Topology.Durables.Single(durable => durable.Consumer.Name == Processes.Buyer).Consumer;
        await connection.JetStream.CreateOrUpdateConsumerAsync(Signals, new ConsumerConfig(Durable)
        {
            FilterSubject = "floor.signal.>",
            AckPolicy = buyers.AckPolicy,
            AckWait = buyers.AckWait,
            MaxDeliver = buyers.MaxDeliver,
            MaxAckPending = buyers.MaxAckPending,
        }, cancellationToken);
    }
}
