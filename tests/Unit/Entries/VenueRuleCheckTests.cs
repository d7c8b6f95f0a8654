using Pipeline.Contracts.Values;
using Pipeline.Domain.Entries;

namespace Pipeline.Tests.Unit.Entries;

public sealed class VenueRuleCheckTests
{
    [Fact]
    public void An_entry_that_the_venue_would_refuse_is_refused_with_the_rule_and_the_venue_s_words()
    {
        var tooClose = new EntryDecision.Enter(new Shares(10), new Price(1.00m), new Price(0.995m), new Price(1.10m), new Money(10m));
        var refused = Assert.IsType<EntryDecision.Refuse>(VenueRuleCheck.Of(tooClose, Some.Question()));
        Assert.Equal(
            (EntryRefusals.VenueRule, "Distance", "stop_loss.stop_price must be <= base_price - 0.01"),
            (refused.Reason, refused.Facts["rule"], refused.Facts["venue"]));
    }

    [Fact]
    public void An_entry_that_the_venue_would_take_stays_as_it_is()
    {
        var enter = new EntryDecision.Enter(new Shares(10), new Price(10m), new Price(9.5m), new Price(11m), new Money(100m));
        Assert.Same(enter, VenueRuleCheck.Of(enter, Some.Question()));
    }
}
