namespace Pipeline.Exchange;

/// <summary>What is to change about an asset; null leaves a flag as it is.</summary>
public sealed record AssetFlags
{
    public bool? Tradable { get; init; }

    public bool? Shortable { get; init; }

    public bool? EasyToBorrow { get; init; }

    public bool? Fractionable { get; init; }
}
