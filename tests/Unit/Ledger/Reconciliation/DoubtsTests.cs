using Pipeline.Contracts.Values;
using Pipeline.Domain.Ledger.Reconciliation;
using static Pipeline.Tests.Unit.Ledger.Venue;

namespace Pipeline.Tests.Unit.Ledger.Reconciliation;

public sealed class DoubtsTests
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    private static readonly Finding Missing = new(FindingKind.Missing, Acme, null, 0, 7);
    private static readonly Finding Foreign = new(FindingKind.ForeignOrder, Acme, "order", 0, 7);

    [Fact]
    public void Two_equal_readings_in_a_quiet_time_confirm()
    {
        var doubts = Doubts.None;

        Assert.Equal(
            [DoubtStage.Suspected, DoubtStage.Suspected, DoubtStage.Confirmed],
            new[] { 0, 1, 2 }.Select(second => Judge(ref doubts, second, Missing).Single().Stage));
    }

    [Fact]
    public void It_starts_over_when_the_second_reading_differs()
    {
        var doubts = Doubts.None;
        Judge(ref doubts, 0, Missing);
        var eight = Missing with { Venue = 8 };

        Assert.Equal(DoubtStage.Suspected, Judge(ref doubts, 5, eight).Single().Stage);
        Assert.Equal(DoubtStage.Suspected, Judge(ref doubts, 6, eight).Single().Stage);
        Assert.Equal(DoubtStage.Confirmed, Judge(ref doubts, 7, eight).Single().Stage);
    }

    [Fact]
    public void A_difference_that_asks_for_more_time_gets_it()
    {
        var doubts = Doubts.None;
        var phantom = new Finding(FindingKind.Phantom, Acme, null, 7, 0);

        Assert.Equal(10, Enumerable.Range(0, 20).First(second => Judge(ref doubts, second, phantom).Single().Stage == DoubtStage.Confirmed));
    }

    [Fact]
    public void A_quantity_that_changes_its_kind_is_still_the_same_doubt()
    {
        var doubts = Doubts.None;
        Judge(ref doubts, 0, Missing with { Kind = FindingKind.ChangedQuantity, Book = 3 });
        Judge(ref doubts, 2, Missing with { Kind = FindingKind.ChangedQuantity, Book = 3 });
        Judge(ref doubts, 4, Missing);

        Assert.Empty(Judge(ref doubts, 6));
    }

    [Fact]
    public void It_starts_over_when_the_stream_spoke_of_the_symbol_in_between()
    {
        var doubts = Doubts.None;
        Judge(ref doubts, 0, Missing);

        Assert.Equal(DoubtStage.Suspected, Judge(ref doubts, 5, [Missing], update: 4).Single().Stage);
        Assert.Equal(DoubtStage.Confirmed, Judge(ref doubts, 7, [Missing], update: 4).Single().Stage);
    }

    [Fact]
    public void A_request_in_flight_is_waited_for()
    {
        var doubts = Doubts.None;
        Judge(ref doubts, 0, [Missing], inFlight: true);

        Assert.Equal(DoubtStage.Suspected, Judge(ref doubts, 9, [Missing], inFlight: true).Single().Stage);
        Assert.Equal(DoubtStage.Suspected, Judge(ref doubts, 10, Missing).Single().Stage);
        Assert.Equal(DoubtStage.Confirmed, Judge(ref doubts, 11, Missing).Single().Stage);
    }

    [Fact]
    public void What_was_only_suspected_goes_without_a_word_and_what_was_confirmed_with_one()
    {
        var doubts = Doubts.None;
        Judge(ref doubts, 0, Missing, Foreign);
        Assert.Equal(DoubtStage.Confirmed, Judge(ref doubts, 2, Foreign).Single().Stage);

        Assert.Equal(new JudgedFinding(Foreign, DoubtStage.Mended), Judge(ref doubts, 4).Single());
        Assert.Empty(Judge(ref doubts, 6));
    }

    [Fact]
    public void What_stands_is_acted_upon_again_after_a_minute()
    {
        var doubts = Doubts.None;
        var confirmed = Enumerable.Range(0, 130).Where(second => Judge(ref doubts, second, Foreign).Single().Stage == DoubtStage.Confirmed).ToArray();

        Assert.Equal([2, 62, 122], confirmed);
        Assert.Equal([Foreign], doubts.Standing);
    }

    [Fact]
    public void What_was_put_right_and_comes_back_is_new()
    {
        var doubts = Doubts.None;
        Judge(ref doubts, 0, Missing);
        Judge(ref doubts, 2, Missing);
        doubts = doubts.Without(Missing);

        Assert.Equal(DoubtStage.Suspected, Judge(ref doubts, 4, Missing).Single().Stage);
    }

    private static IReadOnlyList<JudgedFinding> Judge(ref Doubts doubts, int second, params Finding[] found) => Judge(ref doubts, second, found, update: null);

    private static IReadOnlyList<JudgedFinding> Judge(ref Doubts doubts, int second, Finding[] found, int? update = null, bool inFlight = false)
    {
        (doubts, var judged) = doubts.Judge(
            found, Noon.AddSeconds(second), _ => update is { } at ? Noon.AddSeconds(at) : null, inFlight ? new HashSet<Symbol> { Acme } : [], finding => finding.Kind == FindingKind.Phantom ? 5 * Quiet : Quiet);
        return judged;
    }
}
