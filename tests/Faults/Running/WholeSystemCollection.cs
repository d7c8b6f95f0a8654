namespace Pipeline.Tests.Faults.Running;

/// <summary>One running system for all of these tests, one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WholeSystemCollection : ICollectionFixture<RunningPipeline>
{
    public const string Name = "Whole system under kill points";
}
