namespace Pipeline.Tests.EndToEnd.State;

/// <summary>The whole systems of this folder: one after the other, beside those of the other folders.</summary>
[CollectionDefinition(Name)]
public sealed class StateCollection
{
    public const string Name = "Whole system, its states";
}
