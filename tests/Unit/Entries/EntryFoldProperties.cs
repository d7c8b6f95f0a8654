using FsCheck;
using FsCheck.Fluent;
using Pipeline.Contracts.Orders;
using Pipeline.Domain.Entries;

namespace Pipeline.Tests.Unit.Entries;

public class EntryFoldProperties
{
    private static readonly EntryIntent Intent = Some.Intent();

    [Fact]
    public void Answers_and_the_venues_words_fold_to_the_same_entry_in_any_order_and_however_often()
    {
        var ended = 0;
        Holds(5, chance =>
        {
            var told = Story(chance);
            var straight = Facts(told);
            ended += straight.Ended ? 1 : 0;
            return (straight, Facts([Intended, .. told.Concat(told).OrderBy(_ => chance.Next())]));
        });
        Assert.InRange(ended, 100, 900);
    }

    [Fact]
    public void What_is_heard_before_its_intent_counts_like_what_is_heard_after_it() => Holds(7, chance =>
    {
        var told = Story(chance);
        return (Facts(told) with { Times = default }, Facts([.. told.Skip(1), Intended]) with { Times = default });
    });

    private static void Holds(ulong seed, Func<System.Random, (EntryFactsTold Straight, EntryFactsTold Other)> tell) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1_000).WithReplay(20261121, seed),
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), number =>
        {
            var (straight, other) = tell(new System.Random(number));
            return (straight == other).Label($"{straight} or {other}");
        }));

    private static void Intended(EntryBook book) => book.Fold(1, Intent);

    private static EntryFactsTold Facts(IEnumerable<Action<EntryBook>> told)
    {
        var book = Some.Book();
        foreach (var tell in told)
            tell(book);
        var entry = book.Find(Intent.Id)!;
        return new EntryFactsTold(entry.Ended, entry.Terminal, entry.Filled.Value, entry.Outcome, entry.VenueOrderId, book.ReservedByOpenEntries.Value, (entry.ProvenAt, entry.FirstExecutionAt));
    }

    /// <summary>One life of an order, each of its messages at its own time; any of the venue's words may be missing, as a book reads only the last of a subject.</summary>
    private static List<Action<EntryBook>> Story(System.Random chance)
    {
        var at = Some.Machine;
        List<Action<EntryBook>> told = [Intended];
        ulong sequence = 1;
        void Tell(Func<DateTimeOffset, Action<EntryBook>> what)
        {
            at = at.AddMilliseconds(10);
            told.Add(what(at));
        }

        foreach (var outcome in new[] { AnswerOutcome.Unknown, AnswerOutcome.Refused, AnswerOutcome.Abandoned, AnswerOutcome.Accepted }.Where(_ => chance.Next(3) == 0))
        {
            var place = sequence++;
            Tell(now => book => book.Fold(Some.Answer(Intent, outcome, now), place));
        }

        var filled = 0m;
        for (var words = chance.Next(4); words > 0; words--)
        {
            filled += chance.Next(2) * 5;
            var (executed, status) = (filled, filled == 0 ? OrderStatus.New : OrderStatus.PartiallyFilled);
            Tell(now => Word(status, executed, now));
            if (executed > 0 && chance.Next(2) == 0)
                Tell(now => book => book.Fold(Some.Position(Intent, executed, ended: false, at: now)));
        }

        if (chance.Next(2) == 0)
        {
            Tell(now => Word(OrderStatus.Canceled, filled, now));
            if (filled > 0 && chance.Next(2) == 0)
                Tell(now => book => book.Fold(Some.Position(Intent, filled, ended: true, at: now)));
        }

        return told;
    }

    private static Action<EntryBook> Word(OrderStatus status, decimal filled, DateTimeOffset now)
    {
        var update = Some.Update(Intent, status, filled, now);
        return book => book.Fold(update with { Order = update.Order with { UpdatedAt = now } });
    }

    private sealed record EntryFactsTold(
        bool Ended, bool Terminal, decimal Filled, AnswerOutcome? Outcome, string? VenueOrderId, decimal Reserved, (DateTimeOffset? Proven, DateTimeOffset? Executed) Times);
}
