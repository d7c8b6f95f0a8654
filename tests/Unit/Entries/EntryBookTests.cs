using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Entries;

namespace Pipeline.Tests.Unit.Entries;

public class EntryBookTests
{
    private static readonly EntryIntent Intent = Some.Intent();

    [Fact]
    public void An_intent_occupies_its_symbol_and_reserves_its_money()
    {
        var book = With(Intent);
        Assert.True(book.IsOccupied(Some.Apple));
        Assert.Equal(1, book.OccupiedSlots);
        Assert.Equal(new Money(2_000m), book.ReservedByOpenEntries);
        Assert.Equal(1UL, book.EntriesSequence);
    }

    [Fact]
    public void The_same_sequence_is_folded_once()
    {
        var book = With(Intent);
        book.Fold(1, Some.Intent(new Symbol("MSFT"), signalId: "other"));
        Assert.Single(book.OpenEntries);
    }

    [Fact]
    public void An_intent_of_another_account_moves_the_sequence_and_nothing_else()
    {
        var book = new EntryBook("another");
        book.Fold(7, Intent);
        Assert.Equal(7UL, book.EntriesSequence);
        Assert.Empty(book.OpenEntries);
    }

    [Theory]
    [InlineData(AnswerOutcome.Refused)]
    [InlineData(AnswerOutcome.Abandoned)]
    public void An_answer_without_effect_frees_symbol_and_money(AnswerOutcome outcome)
    {
        var book = With(Intent);
        book.Fold(Some.Answer(Intent, outcome));
        Assert.False(book.IsOccupied(Some.Apple));
        Assert.Equal(Money.Zero, book.ReservedByOpenEntries);
        Assert.Equal(Money.Zero, book.MissingFrom(Some.Money()));
    }

    [Theory]
    [InlineData(AnswerOutcome.Accepted)]
    [InlineData(AnswerOutcome.Unknown)]
    public void An_answer_that_may_have_an_effect_frees_nothing(AnswerOutcome outcome)
    {
        var book = With(Intent);
        book.Fold(Some.Answer(Intent, outcome));
        Assert.True(book.IsOccupied(Some.Apple));
    }

    [Fact]
    public void A_reservation_ends_when_the_position_has_folded_past_the_orders_end()
    {
        var book = With(Intent);
        book.Fold(Some.Update(Intent, OrderStatus.Filled, filled: 20));
        Assert.Equal(new Money(2_000m), book.ReservedByOpenEntries);
        book.Fold(Some.Position(Intent, quantity: 20, ended: true));
        Assert.Equal(Money.Zero, book.ReservedByOpenEntries);
        Assert.True(book.IsOccupied(Some.Apple));
        book.Fold(Some.Position(Intent, quantity: 0, ended: true, executed: 20));
        Assert.False(book.IsOccupied(Some.Apple));
    }

    [Fact]
    public void A_symbol_that_was_left_is_free_only_once_the_seller_has_set_its_cooldown()
    {
        var book = With(Intent);
        book.Fold(Some.Position(Intent, quantity: 0, ended: true, executed: 20) with { ClosedAt = Some.Now });
        Assert.True(book.IsOccupied(Some.Apple));
        book.Calendar.Fold(Some.Cooldown(Some.Now.AddMinutes(15)));
        Assert.True(book.IsOccupied(Some.Apple));
        book.Calendar.Fold(Some.Cooldown(Some.Now.AddMinutes(15)) with { TradeId = Intent.Id });
        Assert.False(book.IsOccupied(Some.Apple));
    }

    [Fact]
    public void An_order_that_ended_without_an_execution_ends_its_reservation_by_the_venues_word()
    {
        var book = With(Intent);
        book.Fold(Some.Update(Intent, OrderStatus.Canceled));
        Assert.False(book.IsOccupied(Some.Apple));
    }

    [Theory]
    [InlineData(OrderStatus.Canceled, 3)]
    [InlineData(OrderStatus.Replaced, 0)]
    [InlineData(OrderStatus.DoneForDay, 0)]
    [InlineData(OrderStatus.PendingCancel, 0)]
    public void Any_other_word_of_the_venue_keeps_it(OrderStatus status, decimal filled)
    {
        var book = With(Intent);
        book.Fold(Some.Update(Intent, status, filled));
        Assert.Equal(new Money(2_000m), book.ReservedByOpenEntries);
    }

    [Fact]
    public void A_cancel_says_nothing_against_the_order_it_cancels()
    {
        var book = With(Intent);
        book.Fold(Some.Answer(Intent, AnswerOutcome.Refused, action: OrderAction.Cancel));
        Assert.Equal(AnswerOutcome.Accepted, Assert.Single(book.OpenEntries).Outcome);
    }

    [Fact]
    public void A_cancel_does_not_answer_the_request_that_placed_its_order()
    {
        var book = With(Intent);
        book.Fold(Some.Answer(Intent, AnswerOutcome.Accepted, action: OrderAction.Cancel));
        Assert.Equal(Intent.Id, Assert.Single(book.Unresolved).Intent.Id);
        book.Fold(Some.Answer(Intent, AnswerOutcome.Accepted));
        Assert.Empty(book.Unresolved);
    }

    [Fact]
    public void What_ended_is_kept_until_its_answer_is_recorded()
    {
        var book = With(Intent);
        book.Fold(Some.Position(Intent, quantity: 0, ended: true, executed: 20));
        book.Fold(2, Some.Intent(signalId: "next", at: Some.Machine.AddMinutes(5)));
        book.Fold(Some.Answer(Some.Intent(signalId: "next"), AnswerOutcome.Accepted));
        book.Fold(Some.Money(readAt: Some.Machine.AddHours(1)));
        Assert.Equal((Intent.Id, AnswerOutcome.Accepted), (Assert.Single(book.Unresolved).Intent.Id, book.Find(Intent.Id)!.Outcome));
        book.Fold(Some.Answer(Intent, AnswerOutcome.Accepted));
        book.Fold(Some.Money(readAt: Some.Machine.AddHours(1)));
        Assert.Null(book.Find(Intent.Id));
    }

    [Fact]
    public void A_refusal_that_the_venue_shows_as_a_rejected_order_is_its_end_and_one_it_shows_at_work_is_not()
    {
        var book = With(Intent);
        book.Fold(Some.Answer(Intent, AnswerOutcome.Refused));
        book.Fold(Some.Update(Intent, OrderStatus.Rejected));
        Assert.Empty(book.Unresolved);

        book = With(Intent);
        book.Fold(Some.Answer(Intent, AnswerOutcome.Refused));
        book.Fold(Some.Update(Intent, OrderStatus.New));
        Assert.Single(book.Unresolved);
    }

    [Fact]
    public void What_turns_up_after_it_was_given_up_is_adopted()
    {
        var book = With(Intent);
        book.Fold(Some.Answer(Intent, AnswerOutcome.Abandoned));
        book.Fold(Some.Update(Intent, OrderStatus.New));
        Assert.True(book.IsOccupied(Some.Apple));
    }

    [Fact]
    public void An_order_proven_before_the_reading_left_is_in_the_reading_and_one_proven_after_is_not()
    {
        var reading = Some.Money();
        var book = With(Intent);
        Assert.Equal(Intent.Reserved, book.MissingFrom(reading));
        book.Fold(Some.Answer(Intent, AnswerOutcome.Accepted, at: reading.ReadAt));
        Assert.Equal(Intent.Reserved, book.MissingFrom(reading));
        Assert.Equal(Money.Zero, book.MissingFrom(Some.Money(readAt: reading.ReadAt.AddTicks(1))));
    }

    [Fact]
    public void An_ended_entry_is_still_missing_from_a_reading_that_left_before_it_was_known()
    {
        var reading = Some.Money();
        var book = With(Intent);
        book.Fold(Some.Position(Intent, quantity: 0, ended: true, executed: 20, at: reading.ReadAt.AddSeconds(1)));
        book.Fold(reading);
        Assert.Empty(book.OpenEntries);
        Assert.Equal(Intent.Reserved, book.MissingFrom(reading));
    }

    [Fact]
    public void A_newer_intent_in_the_symbol_proves_that_the_one_before_has_ended()
    {
        var book = With(Intent);
        book.Fold(2, Some.Intent(signalId: "next", at: Some.Machine.AddMinutes(5)));
        Assert.Equal("next", Assert.Single(book.OpenEntries).Intent.SignalId);
        Assert.True(book.IsKnown(Intent.Id));
    }

    [Fact]
    public void Streams_may_be_read_in_any_order()
    {
        var book = Some.Book();
        book.Fold(Some.Answer(Intent, AnswerOutcome.Accepted));
        book.Fold(Some.Update(Intent, OrderStatus.PartiallyFilled, filled: 3));
        book.Fold(Some.Position(Intent, quantity: 3, ended: false));
        book.Fold(1, Intent);
        var entry = Assert.Single(book.OpenEntries);
        Assert.Equal(Some.VenueIdOf(Intent), entry.VenueOrderId);
        Assert.Equal(new Shares(3), entry.Filled);
        Assert.Equal(Some.Machine, entry.FirstExecutionAt);
    }

    [Fact]
    public void Only_what_has_no_known_end_is_unresolved()
    {
        var book = With(Intent);
        Assert.Single(book.Unresolved);
        book.Fold(Some.Answer(Intent, AnswerOutcome.Unknown));
        Assert.Single(book.Unresolved);
        book.Fold(Some.Answer(Intent, AnswerOutcome.Accepted));
        Assert.Empty(book.Unresolved);
    }

    private static EntryBook With(EntryIntent intent)
    {
        var book = Some.Book();
        book.Fold(1, intent);
        return book;
    }
}
