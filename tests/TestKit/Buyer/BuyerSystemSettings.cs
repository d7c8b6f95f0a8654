namespace Pipeline.Tests.TestKit.Buyer;

/// <summary>What a user of <see cref="BuyerSystem"/> may ask for.</summary>
public sealed record BuyerSystemSettings
{
    /// <summary>More arguments of the simulator.</summary>
    public IReadOnlyList<string> Simulator { get; init; } = [];

    /// <summary>Settings of the buyer, by their names in its section.</summary>
    public IReadOnlyDictionary<string, string> Buyer { get; init; } = new Dictionary<string, string>();

    /// <summary>Users of nats-server beside the pipeline's own, in its configuration language; connect to them with the password secret-of-USER.</summary>
    public string ExtraUsers { get; init; } = "";
}
