namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>One of a row's two sides: our client, or a bare socket that exchanges the same bytes.</summary>
internal interface ISide : IAsyncDisposable
{
    /// <summary>What a round needs and is not measured.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Exchanges messages and notes what each, or each block of them, took, in ticks of the stopwatch.</summary>
    /// <returns>What all of them took.</returns>
    Task<long> ExchangeAsync(long[] taken, CancellationToken cancellationToken);
}
