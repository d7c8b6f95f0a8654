namespace Pipeline.Contracts;

/// <summary>Names of the processes, as they stand in subjects, files, users and tables.</summary>
public static class Processes
{
    public const string Scanner = "scanner";
    public const string Buyer = "buyer";
    public const string Monitor = "monitor";
    public const string Seller = "seller";
    public const string Orchestrator = "orchestrator";
    public const string NatsServer = "nats-server";
    public const string Simulator = "simulator";

    /// <summary>The four stages in the order a signal passes them.</summary>
    public static IReadOnlyList<string> Stages { get; } = [Scanner, Buyer, Monitor, Seller];
}
