using Pipeline.Contracts.Ledger;
using Pipeline.Domain.Ledger;
using static Pipeline.Tests.Unit.Ledger.Venue;

namespace Pipeline.Tests.Unit.Ledger;

public sealed class QuantityCheckTests
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    [Fact]
    public void Adopts_after_two_equal_readings_in_a_quiet_period()
    {
        var (doubt, first) = Judge(null, 0, 7, second: 0);
        var (early, second) = Judge(doubt, 0, 7, second: 1);
        var (none, third) = Judge(early, 0, 7, second: 2);

        Assert.IsType<QuantityVerdict.Suspected>(first);
        Assert.IsType<QuantityVerdict.Waiting>(second);
        Assert.Equal(new QuantityVerdict.Adjust(AdjustmentKind.Adopted, 7), third);
        Assert.Null(none);
    }

    [Fact]
    public void Starts_over_when_the_second_reading_differs()
    {
        var (doubt, _) = Judge(null, 0, 7, second: 0);
        var (next, verdict) = Judge(doubt, 0, 8, second: 5);

        Assert.IsType<QuantityVerdict.Waiting>(verdict);
        Assert.Equal(Noon.AddSeconds(5), next!.Since);
    }

    [Fact]
    public void Starts_over_when_the_stream_spoke_of_the_symbol_in_between()
    {
        var (doubt, _) = Judge(null, 10, 0, second: 0);
        var (next, verdict) = Judge(doubt, 10, 0, second: 5, update: 4);

        Assert.IsType<QuantityVerdict.Waiting>(verdict);
        Assert.Equal(Noon.AddSeconds(5), next!.Since);
    }

    [Fact]
    public void Tells_when_executions_explained_the_difference()
    {
        var (doubt, _) = Judge(null, 10, 0, second: 0);

        Assert.IsType<QuantityVerdict.Cleared>(Judge(doubt, 0, 0, second: 1).Verdict);
    }

    [Fact]
    public void Never_takes_a_short_into_the_book()
    {
        var (doubt, _) = Judge(null, 3, -5, second: 0);

        Assert.Equal(new QuantityVerdict.Adjust(AdjustmentKind.ClosedExternally, -3), Judge(doubt, 3, -5, second: 2).Verdict);
        Assert.IsType<QuantityVerdict.Agrees>(Judge(null, 0, -5, second: 0).Verdict);
    }

    private static (QuantityDoubt? Doubt, QuantityVerdict Verdict) Judge(QuantityDoubt? known, decimal held, decimal venue, int second, int? update = null) =>
        QuantityCheck.Judge(known, held, venue, Noon.AddSeconds(second), update is { } at ? Noon.AddSeconds(at) : null, Quiet);
}
