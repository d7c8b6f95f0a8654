namespace Pipeline.Exchange;

/// <summary>Something that can be traded here.</summary>
public sealed record Asset(string Symbol, string Name)
{
    public bool Tradable { get; init; } = true;

    public bool Fractionable { get; init; } = true;

    public bool Shortable { get; init; } = true;

    public bool EasyToBorrow { get; init; } = true;
}
