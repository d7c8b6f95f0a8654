namespace Pipeline.Tests.Benchmarks.Latency;

/// <summary>Bytes of the bodies that one entry stores, so that the floor stores as many.</summary>
internal sealed record MessageSizes(int Signal, int Intent);
