namespace Pipeline.Tests.EndToEnd.WholeSystem;

/// <summary>Each of these tests runs all processes: they run alone, one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WholeSystemCollection
{
    public const string Name = "Whole system";
}
