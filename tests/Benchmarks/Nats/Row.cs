namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>One exchange that is measured on both sides.</summary>
/// <param name="Name">Its name in the output.</param>
/// <param name="Times">How many times the messages of a round it takes: streaming needs more than asking one by one.</param>
/// <param name="Block">Of how many messages a sample tells; 1 where each has a latency of its own.</param>
/// <param name="Open">Makes its two sides.</param>
internal sealed record Row(string Name, int Times, int Block, Func<Store, int, Task<(ISide Ours, ISide Floor)>> Open)
{
    public static readonly IReadOnlyList<Row> All =
    [
        new("publish-ack", 1, 1, PublishAck.OpenAsync),
        new("publish-ack-window-256", 8, 1, PublishWindow.OpenAsync),
        new("consume-ack", 64, 500, ConsumeAck.OpenAsync),
        new("hop", 1, 1, Hop.OpenAsync),
        new("compare-and-set", 1, 1, CompareAndSet.OpenAsync),
        new("direct-get", 1, 1, DirectGet.OpenAsync),
        new("ordered-replay", 64, 500, OrderedReplay.OpenAsync),
    ];
}
