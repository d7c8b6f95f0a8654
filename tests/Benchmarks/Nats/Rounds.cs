using System.Diagnostics;

namespace Pipeline.Tests.Benchmarks.Nats;

/// <summary>Measures a row: rounds of ours and of the floor in turn, so that what else the machine does falls on both.</summary>
internal static class Rounds
{
    // The compiler improves what runs often in the background, a while after it began to.
    private static readonly TimeSpan LeastWarmUp = TimeSpan.FromSeconds(1.2);

    public static async Task<RowFigures> RunAsync(Row row, Store store, BenchSettings settings, CancellationToken cancellationToken)
    {
        var messages = Math.Max(1, settings.Messages * row.Times / row.Block) * row.Block;
        var (ours, floor) = await row.Open(store, messages);
        await using var _ = ours;
        await using var __ = floor;
        var (our, bare) = (new List<Round>(), new List<Round>());
        var began = Stopwatch.GetTimestamp();
        for (var round = -settings.WarmUp; round < settings.Rounds; round++)
        {
            if (round == 0 && settings.WarmUp > 0 && Stopwatch.GetElapsedTime(began) < LeastWarmUp)
                round = -2;

            // Who begins changes, so that neither always follows the other.
            var oursFirst = (round & 1) == 0;
            var one = await MeasureAsync(oursFirst ? ours : floor, messages, row.Block, cancellationToken);
            var other = await MeasureAsync(oursFirst ? floor : ours, messages, row.Block, cancellationToken);
            if (round < 0)
                continue;
            our.Add(oursFirst ? one : other);
            bare.Add(oursFirst ? other : one);
        }

        return RowFigures.Of(row, settings.Sync, messages * settings.Rounds, our, bare);
    }

    private static async Task<Round> MeasureAsync(ISide side, int messages, int block, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await side.PrepareAsync(cancellationToken);
        var taken = new long[messages / block];
        var allocatedBefore = GC.GetTotalAllocatedBytes(precise: true);
        var all = await side.ExchangeAsync(taken, cancellationToken);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore;
        return new Round(
            Microseconds(Percentiles.At(taken, 0.50)) / block,
            Microseconds(Percentiles.At(taken, 0.99)) / block,
            messages / (Microseconds(all) / 1e6),
            (double)allocated / messages);
    }

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}
