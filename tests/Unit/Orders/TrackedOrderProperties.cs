using FsCheck;
using FsCheck.Fluent;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Orders;
using Pipeline.Tests.Unit.Ledger;

namespace Pipeline.Tests.Unit.Orders;

public sealed class TrackedOrderProperties
{
    private const int Ordered = 10;

    [Fact]
    public void Any_permutation_with_duplicates_and_losses_followed_by_a_reading_ends_in_the_same_state_and_takes_only_allowed_steps()
    {
        var ends = new HashSet<OrderState>();
        var property = Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var chance = new System.Random(seed);
            var told = Story(chance);
            var straight = told.Aggregate(TrackedOrder.Initialized, (order, tell) => tell(order));
            ends.Add(straight.State);
            var heard = told.Concat(told).Where(_ => chance.Next(3) > 0).OrderBy(_ => chance.Next()).Concat(told.OrderBy(_ => chance.Next()));
            var shuffled = TrackedOrder.Initialized;
            foreach (var tell in heard)
            {
                var before = shuffled;
                shuffled = tell(before);
                var (from, to) = (before.State, shuffled.State);
                if (!OrderTransitions.IsPossible(from, to) && to != OrderState.Unrecognized && from != OrderState.Unrecognized)
                    return false.Label($"{from} became {to}");
                if (before.Venue?.FilledQuantity > shuffled.Venue?.FilledQuantity)
                    return false.Label("what is filled fell");
            }

            return Equals(Facts(straight), Facts(shuffled)).Label($"{Facts(straight)} or {Facts(shuffled)}");
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000).WithReplay(20261121, 3), property);
        Assert.Equal(Enum.GetValues<OrderState>().Order(), ends.Order());
    }

    [Theory]
    [InlineData(AnswerOutcome.Refused)]
    [InlineData(AnswerOutcome.Abandoned)]
    [InlineData(AnswerOutcome.Unknown)]
    public void What_turns_up_is_adopted_whatever_was_answered(AnswerOutcome answer)
    {
        var order = Venue.Order("o", OrderSide.Buy, Ordered);
        Assert.Equal(OrderState.New, TrackedOrder.Initialized.With(answer).With(order).State);
        Assert.Equal(OrderState.New, TrackedOrder.Initialized.With(order).With(answer).State);
    }

    [Fact]
    public void A_refusal_says_nothing_of_another_request_that_is_in_doubt()
    {
        Assert.Equal(OrderState.Unknown, TrackedOrder.Initialized.With(AnswerOutcome.Unknown).With(AnswerOutcome.Refused).State);
        Assert.Equal(OrderState.Unknown, TrackedOrder.Initialized.With(AnswerOutcome.Refused).With(AnswerOutcome.Unknown).State);
    }

    /// <summary>Answers as two senders could give them, and a walk of the venue along the table.</summary>
    private static List<Func<TrackedOrder, TrackedOrder>> Story(System.Random chance)
    {
        var told = new List<Func<TrackedOrder, TrackedOrder>>();
        var answers = Enum.GetValues<AnswerOutcome>();
        for (var count = chance.Next(4); count > 0; count--)
        {
            var answer = answers[chance.Next(answers.Length)];
            told.Add(order => order.With(answer));
        }

        var (status, filled, at) = (OrderStatus.PendingNew, 0, Venue.Noon);
        for (var words = chance.Next(8); words > 0; words--)
        {
            var word = Venue.Order("o", OrderSide.Buy, Ordered, filled, filled > 0 ? 5 : null, status) with { UpdatedAt = at };
            told.Add(order => order.With(word));
            var next = Enum.GetValues<OrderStatus>().Where(to => OrderTransitions.IsPossible(status, to) && IsTold(to, status, filled)).ToArray();
            (status, at) = (next[chance.Next(next.Length)], at.AddMilliseconds(1));
            filled = status switch
            {
                _ when word.IsTerminal => filled,
                OrderStatus.Filled => Ordered,
                OrderStatus.PartiallyFilled => Math.Min(Ordered - 1, filled + 1 + chance.Next(3)),
                _ => filled,
            };
        }

        return told;
    }

    // Of an order that has executed shares the venue does not say again that it is new, and a word we do not know is no way back to the beginning.
    private static bool IsTold(OrderStatus status, OrderStatus after, int filled) =>
        status.ToState() >= (filled > 0 ? OrderState.Suspended : after == OrderStatus.Unrecognized ? OrderState.Held : OrderState.Unrecognized);

    private static (OrderState, AnswerOutcome?, Shares?) Facts(TrackedOrder order) => (order.State, order.Outcome, order.Venue?.FilledQuantity);
}
