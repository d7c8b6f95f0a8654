namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>What one round of one side took.</summary>
/// <param name="P50">Of the times of its messages (of its blocks, each divided by its messages), in microseconds.</param>
/// <param name="P99">The same.</param>
/// <param name="Rate">Messages a second.</param>
/// <param name="Allocated">Bytes a message, in the whole process.</param>
internal sealed record Round(double P50, double P99, double Rate, double Allocated);
