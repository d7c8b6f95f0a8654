namespace Pipeline.Tests.Faults.Running;

/// <summary>One running system for half of the tests, one after the other. Two lanes keep two cores busy: a row mostly waits for somebody to come back.</summary>
[CollectionDefinition(Name)]
public sealed class FirstLane : ICollectionFixture<RunningPipeline>
{
    public const string Name = "First lane";
}

/// <inheritdoc cref="FirstLane"/>
[CollectionDefinition(Name)]
public sealed class SecondLane : ICollectionFixture<RunningPipeline>
{
    public const string Name = "Second lane";
}
