using Pipeline.Contracts.Values;
using Pipeline.Domain.Signals;
using Pipeline.Domain.Universe;
using Pipeline.Scanner;

namespace Pipeline.Tests.Unit.Scanner;

public sealed class ScannerFactsTests
{
    [Fact]
    public void What_is_watched_and_what_is_not_is_told_by_name()
    {
        var decision = UniverseSelection.Select(
            [new(new Symbol("CCC"), true), new(new Symbol("AAA"), true), new(new Symbol("BBB"), false)], new HashSet<Symbol>(), new HashSet<Symbol> { new("CCC") }, most: 10);

        var facts = UniverseFacts.Of(decision);

        Assert.Equal("AAA", facts["watched"]);
        Assert.Equal("BBB", facts["dropped:not_tradable"]);
        Assert.Equal("1", facts["not_tradable"]);
        Assert.Equal("CCC", facts["dropped:blocked"]);
    }

    [Fact]
    public void A_list_too_long_for_a_message_is_counted_whole_and_named_in_part()
    {
        var many = Enumerable.Range(0, 100).ToDictionary(number => new Symbol($"A{(char)('A' + (number / 26))}{(char)('A' + (number % 26))}"), _ => "over_the_limit");

        var facts = UniverseFacts.Of(new UniverseDecision([new Symbol("ZZZZ")], many), mostCharacters: 25);

        Assert.Equal("ZZZZ", facts["watched"]);
        Assert.Equal("100", facts["over_the_limit"]);
        Assert.Equal("AAA AAB AAC AAD AAE", facts["dropped:over_the_limit"]);
    }

    [Fact]
    public void Candidates_without_a_signal_are_counted_by_reason_and_the_nearest_are_named_first()
    {
        var refused = Enumerable.Range(0, 30).Select(number => (new Symbol($"S{(char)('A' + (number % 26))}{(number / 26 == 0 ? "" : "X")}"), new CandidateRefusal(60 + number, CandidateRefusal.BelowTheThreshold))).ToList();
        refused.Add((new Symbol("LATE"), new CandidateRefusal(120.5m, CandidateRefusal.TooOld)));

        var facts = CandidateRefusals.FactsOf(refused);

        Assert.Equal("30", facts["below_the_threshold"]);
        Assert.Equal("1", facts["too_old"]);
        var nearest = facts["nearest"].Split(' ');
        Assert.Equal(CandidateRefusals.MostNamed, nearest.Length);
        Assert.Equal(["LATE:120.5", "SDX:89"], nearest.Take(2));
    }
}
