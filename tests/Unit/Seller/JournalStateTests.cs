using FsCheck;
using FsCheck.Fluent;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Contracts.Values;
using Pipeline.Seller.Journal;

namespace Pipeline.Tests.Unit.Seller;

public sealed class JournalStateTests
{
    [Fact]
    public void Of_each_symbol_the_newest_wanted_state_counts_until_it_rests()
    {
        var state = JournalState.Of(Some.Life());
        Assert.Equal((2L, WantedState.Exit), Assert.Single(state.Wanted) is var wanted ? (wanted.Epoch, wanted.Want) : default);
        state.Fold(new JournalRecord.Wanted(Some.Wanted(epoch: 1)));
        Assert.Equal(2, Assert.Single(state.Wanted).Epoch);
        state.Fold(new JournalRecord.Rested(new Symbol("AAPL"), 1));
        Assert.Single(state.Wanted);
        state.Fold(new JournalRecord.Rested(new Symbol("AAPL"), 2));
        Assert.Empty(state.Wanted);
    }

    [Fact]
    public void A_request_is_open_until_its_end_is_known_and_an_unknown_end_is_none()
    {
        var state = JournalState.Of([new JournalRecord.Intended(Some.Intent()), new JournalRecord.Answered(Some.Answer(outcome: AnswerOutcome.Unknown))]);
        Assert.Single(state.Open);
        state.Fold(new JournalRecord.Answered(Some.Answer()));
        Assert.Empty(state.Open);
    }

    [Fact]
    public void What_orders_has_heard_is_owed_no_more()
    {
        var state = JournalState.Of(Some.Life());
        Assert.DoesNotContain(state.Owed, record => record is JournalRecord.Intended { Intent.Id: "pl-a-stop-0" });
        Assert.Equal(4, state.Owed.Count);
    }

    [Fact]
    public void Rewritten_at_any_moment_it_adds_up_to_the_same() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), choices =>
        {
            var (whole, rewritten) = (new JournalState(), new JournalState());
            var said = new HashSet<string>(StringComparer.Ordinal);
            foreach (var choice in choices ?? [])
            {
                // An order's intent is said once; only a cancel is said again, and finds out at the venue.
                var record = Record(choice, whole);
                if (record is JournalRecord.Intended { Intent.Id: var id } && !said.Add(id))
                    continue;
                if (record is JournalRecord.Answered { Answer.IntentId: var intent } && !said.Contains(intent))
                    continue;
                whole.Fold(record);
                rewritten.Fold(record);
                if (choice % 5 == 0)
                    rewritten = JournalState.Of(rewritten.Live());
            }

            return Ids(whole).SequenceEqual(Ids(rewritten));
        }));

    private static JournalRecord Record(byte choice, JournalState state) => (choice % 7) switch
    {
        0 => new JournalRecord.Wanted(Some.Wanted(choice % 2 == 0 ? "AAPL" : "MSFT", choice / 7)),
        1 => new JournalRecord.Intended(Some.Intent($"pl-{choice / 21}")),
        2 => new JournalRecord.Answered(Some.Answer($"pl-{choice / 21}")),
        3 => new JournalRecord.Answered(Some.Answer($"pl-{choice / 21}", AnswerOutcome.Unknown)),
        4 or 5 => new JournalRecord.Carried(state.Owed.Select(IdOf).FirstOrDefault() ?? "none"), // they are carried in their order
        _ => new JournalRecord.Rested(new Symbol("AAPL"), choice / 7),
    };

    private static IEnumerable<string> Ids(JournalState state) => state.Wanted.Select(one => one.Id).Order(StringComparer.Ordinal)
        .Concat(state.Open.Select(one => $"open {one.Id}").Order(StringComparer.Ordinal))
        .Concat(state.Owed.Select(record => $"owed {IdOf(record)}"));

    private static string IdOf(JournalRecord record) => record is JournalRecord.Intended intended ? intended.Intent.Id : ((JournalRecord.Answered)record).Answer.Id;
}
