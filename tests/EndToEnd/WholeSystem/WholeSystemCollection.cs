namespace Pipeline.Tests.EndToEnd.WholeSystem;

/// <summary>Each of these tests runs all processes: one after the other, beside the tests of single stages. They mostly wait for a market.</summary>
[CollectionDefinition(Name)]
public sealed class WholeSystemCollection
{
    public const string Name = "Whole system";
}
