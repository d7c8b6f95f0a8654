namespace Pipeline.Tests.Integration.Simulator;

/// <summary>Tests that share one simulator; each uses symbols of its own.</summary>
[CollectionDefinition("Simulator")]
public sealed class SimulatorCollection : ICollectionFixture<SimulatorFixture>;
