using Pipeline.Contracts.Orders;
using Pipeline.Domain.Ledger;
using Pipeline.Domain.Orders;
using Pipeline.Tests.Unit.Entries;

namespace Pipeline.Tests.Unit.Orders;

/// <summary>The buyer's book and the monitor's, told the same in any order, agree with the one state machine on which entries may still work.</summary>
public sealed class OrderAgreementTests
{
    private static readonly EntryIntent Intent = Some.Intent();

    [Fact]
    public void Buyer_and_monitor_agree_with_the_state_machine_on_what_may_still_work()
    {
        var answers = Enum.GetValues<AnswerOutcome>().Cast<AnswerOutcome?>().Append(null).ToList();
        OrderStatus?[] words = [null, OrderStatus.New, OrderStatus.PendingCancel, OrderStatus.Canceled, OrderStatus.Rejected];
        foreach (var (first, second, word) in from one in answers from two in answers from three in words select (one, two, three))
        {
            var tracked = new[] { first, second }.OfType<AnswerOutcome>().Aggregate(TrackedOrder.Initialized, (order, answer) => order.With(answer));
            if (word is { } said)
                tracked = tracked.With(Some.Order(Intent, said));
            var mayWork = tracked.Venue is { IsTerminal: false } || tracked.State is OrderState.Initialized or OrderState.Unknown or OrderState.Acknowledged;

            var (book, origins) = (Some.Book(), new OrderOrigins());
            book.Fold(1, Intent);
            origins.Hear(Intent);
            foreach (var answer in new[] { first, second }.OfType<AnswerOutcome>())
            {
                book.Fold(Some.Answer(Intent, answer));
                origins.Hear(Some.Answer(Intent, answer));
            }

            if (word is { } told)
            {
                book.Fold(Some.Update(Intent, told));
                origins.Hear(Some.Order(Intent, told));
            }

            Assert.True(mayWork == book.OpenEntries.Any(), $"the buyer: {first}, {second}, {word} is {tracked.State}");
            Assert.True(mayWork == origins.PendingEntries().Any(), $"the monitor: {first}, {second}, {word} is {tracked.State}");
        }
    }
}
