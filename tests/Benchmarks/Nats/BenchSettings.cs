namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>How much is measured, and on what server.</summary>
/// <param name="Messages">Messages of a round in the rows that wait for each one; the streaming rows take more.</param>
/// <param name="Rounds">Rounds that count.</param>
/// <param name="WarmUp">Rounds before them, which do not.</param>
/// <param name="Sync">"always", as the product runs it, or "lazy".</param>
internal sealed record BenchSettings(int Messages, int Rounds, int WarmUp, string Sync)
{
    /// <summary>As nats-server's configuration spells it; lazy is its default of two minutes.</summary>
    public string SyncInterval => Sync == "lazy" ? "2m" : Sync;
}
