namespace Pipeline.Tests.EndToEnd.WholeSystem;

/// <summary>Tests that hold the pipeline to seconds of machine time: after all others, alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}
