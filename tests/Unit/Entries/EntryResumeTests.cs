using Pipeline.Contracts.Orders;
using Pipeline.Domain.Entries;

namespace Pipeline.Tests.Unit.Entries;

public class EntryResumeTests
{
    private static readonly EntryTiming Timing = new();
    private static readonly EntryIntent Intent = Some.Intent();
    private static readonly DateTimeOffset Before = Intent.SendBefore.AddTicks(-1);
    private static readonly DateTimeOffset Certain = Timing.CertainlyArrivedBy(Intent.SendBefore);

    [Theory]
    [InlineData(AnswerOutcome.Accepted)]
    [InlineData(AnswerOutcome.Refused)]
    [InlineData(AnswerOutcome.Abandoned)]
    public void A_recorded_end_leaves_nothing_to_do(AnswerOutcome recorded) =>
        Assert.IsType<EntryStep.Settled>(Decide(new EntryInquiry { NeverSent = true }, Before, recorded));

    [Fact]
    public void A_fresh_intent_is_sent_at_once() => Assert.IsType<EntryStep.Send>(Decide(new EntryInquiry { NeverSent = true }, Before));

    [Fact]
    public void A_fresh_intent_whose_window_passed_is_abandoned_unsent() =>
        Assert.IsType<EntryStep.Abandon>(Decide(new EntryInquiry { NeverSent = true }, Intent.SendBefore));

    [Theory]
    [InlineData(null)]
    [InlineData(AnswerOutcome.Unknown)]
    public void A_stored_intent_is_looked_up_before_anything_is_sent(AnswerOutcome? recorded)
    {
        Assert.IsType<EntryStep.LookUp>(Decide(new EntryInquiry(), Before, recorded));
        Assert.IsType<EntryStep.LookUp>(Decide(new EntryInquiry(), Intent.SendBefore, recorded));
        Assert.IsType<EntryStep.LookUp>(Decide(new EntryInquiry(), Certain.AddDays(1), recorded));
    }

    [Fact]
    public void A_process_that_ends_looks_up_what_it_would_send_again_and_leaves_what_never_left()
    {
        var missed = new EntryInquiry().Missed(Some.Machine, Intent, Timing);
        Assert.IsType<EntryStep.Wait>(End(missed, Some.Machine));
        Assert.IsType<EntryStep.LookUp>(End(missed, missed.NotBefore!.Value));
        Assert.IsType<EntryStep.LookUp>(End(new EntryInquiry(), Some.Machine));
        Assert.IsType<EntryStep.Wait>(End(new EntryInquiry { NeverSent = true }, Some.Machine));

        static EntryStep End(EntryInquiry inquiry, DateTimeOffset now) => EntryResume.Decide(Intent, null, inquiry, now, Timing, forbidden: null, isEnding: true);
    }

    [Fact]
    public void What_the_venue_shows_is_recorded_whatever_the_time()
    {
        var found = new EntryInquiry { Found = Some.Order(Intent), LateMisses = 2, Misses = 2 };
        Assert.IsType<EntryStep.RecordAccepted>(Decide(found, Before));
        Assert.IsType<EntryStep.RecordAccepted>(Decide(found, Certain.AddHours(1)));
    }

    [Fact]
    public void What_the_venue_does_not_know_is_sent_within_its_window_and_never_after()
    {
        var missed = new EntryInquiry().Missed(Some.Machine, Intent, Timing);
        Assert.IsType<EntryStep.Send>(Decide(missed, Before));
        Assert.IsNotType<EntryStep.Send>(Decide(missed, Intent.SendBefore));
        Assert.IsNotType<EntryStep.Send>(Decide(missed, Certain.AddHours(1)));
    }

    [Fact]
    public void A_resend_needs_a_look_up_after_the_send_before() =>
        Assert.IsType<EntryStep.LookUp>(Decide(new EntryInquiry().Missed(Some.Machine, Intent, Timing).Sent(Some.Machine), Before));

    [Fact]
    public void What_was_refused_while_an_earlier_request_was_in_doubt_is_sent_no_more_and_given_up_in_its_time_only()
    {
        var refused = new EntryInquiry { RefusedInDoubt = true }.Missed(Some.Machine, Intent, Timing);
        Assert.IsNotType<EntryStep.Send>(Decide(refused, Before));
        Assert.IsNotType<EntryStep.Abandon>(Decide(refused, Certain));
        Assert.IsType<EntryStep.Abandon>(Decide(refused.Missed(Certain, Intent, Timing).Missed(Certain, Intent, Timing), Certain.AddSeconds(10)));
    }

    [Fact]
    public void What_the_venue_calls_a_duplicate_is_never_sent_again_nor_given_up()
    {
        var known = new EntryInquiry { KnownToVenue = true }.Missed(Some.Machine, Intent, Timing);
        Assert.IsNotType<EntryStep.Send>(Decide(known, Before));
        var late = known.Missed(Certain, Intent, Timing).Missed(Certain.AddSeconds(2), Intent, Timing).Missed(Certain.AddSeconds(4), Intent, Timing);
        Assert.IsType<EntryStep.LookUp>(Decide(late, Certain.AddSeconds(10)));
    }

    [Fact]
    public void Misses_before_a_late_request_must_have_arrived_free_no_money()
    {
        var inquiry = new EntryInquiry();
        for (var at = Intent.SendBefore; at < Certain; at += Timing.LookupInterval)
            inquiry = inquiry.Missed(at, Intent, Timing);
        Assert.Equal(0, inquiry.LateMisses);
        Assert.IsNotType<EntryStep.Abandon>(Decide(inquiry, Certain.AddSeconds(10)));
    }

    [Fact]
    public void Two_late_misses_abandon_and_one_does_not()
    {
        var one = new EntryInquiry().Missed(Certain, Intent, Timing);
        Assert.Equal(new EntryStep.Wait(Certain + Timing.LookupInterval), Decide(one, Certain));
        Assert.IsType<EntryStep.LookUp>(Decide(one, Certain + Timing.LookupInterval));
        var two = one.Missed(Certain + Timing.LookupInterval, Intent, Timing);
        Assert.IsType<EntryStep.Abandon>(Decide(two, Certain + Timing.LookupInterval));
    }

    [Fact]
    public void A_venue_that_asks_for_patience_is_given_it()
    {
        var later = Some.Machine.AddSeconds(3);
        var postponed = new EntryInquiry { NeverSent = true }.Postponed(later);
        Assert.Equal(new EntryStep.Wait(later), Decide(postponed, Some.Machine));
        Assert.IsType<EntryStep.Send>(Decide(postponed, later));
    }

    [Fact]
    public void What_must_not_leave_any_more_is_given_up_unsent_or_looked_up_and_never_sent()
    {
        var fresh = Assert.IsType<EntryStep.Abandon>(Decide(new EntryInquiry { NeverSent = true }, Before, forbidden: "halted"));
        Assert.Equal("halted", fresh.Why);
        Assert.IsType<EntryStep.LookUp>(Decide(new EntryInquiry(), Before, AnswerOutcome.Unknown, "halted"));
        var missed = new EntryInquiry().Missed(Some.Machine, Intent, Timing);
        Assert.IsType<EntryStep.Wait>(Decide(missed, Some.Machine, AnswerOutcome.Unknown, "halted"));
        Assert.IsType<EntryStep.LookUp>(Decide(missed, Before, AnswerOutcome.Unknown, "halted"));
        var late = missed.Missed(Certain, Intent, Timing).Missed(Certain, Intent, Timing);
        Assert.IsType<EntryStep.Abandon>(Decide(late, Certain.AddSeconds(10), AnswerOutcome.Unknown, "halted"));
    }

    private static EntryStep Decide(EntryInquiry inquiry, DateTimeOffset now, AnswerOutcome? recorded = null, string? forbidden = null) =>
        EntryResume.Decide(Intent, recorded, inquiry, now, Timing, forbidden);
}
