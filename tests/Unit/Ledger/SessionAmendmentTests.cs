using Pipeline.Contracts.Ledger;
using Pipeline.Domain.Ledger;
using Pipeline.Tests.Unit.Contracts;

namespace Pipeline.Tests.Unit.Ledger;

public sealed class SessionAmendmentTests
{
    private static readonly Session Written = SampleLedger.Session;
    private static readonly DateTimeOffset Early = Written.ClosesAt.AddHours(-3);

    [Fact]
    public void An_early_close_changes_the_hours_and_nothing_that_the_day_began_with()
    {
        var now = Written.OpensAt.AddHours(1);

        var amended = SessionAmendment.Of(Written, Written.OpensAt, Early, now, now)!;

        Assert.Equal(Written with { CausationId = Written.Id, VenueTime = now, MachineTime = now, ClosesAt = Early }, amended);
        Assert.Null(SessionAmendment.Of(amended, Written.OpensAt, Early, now, now));
    }

    [Theory]
    [InlineData(-3, 0, -1, true)]
    [InlineData(-3, 0, 1, false)]
    [InlineData(-6, -5, -2, false)]
    [InlineData(0, -3, -1, true)]
    [InlineData(0, 0, -1, false)]
    public void Hours_count_while_the_day_is_not_over_by_the_old_ones_and_the_new(int closesBefore, int closesNow, int now, bool isAmended)
    {
        var written = Written with { ClosesAt = Written.ClosesAt.AddHours(closesBefore) };

        Assert.Equal(isAmended, SessionAmendment.Of(written, written.OpensAt, Written.ClosesAt.AddHours(closesNow), Written.ClosesAt.AddHours(now), Written.ClosesAt) is not null);
    }
}
