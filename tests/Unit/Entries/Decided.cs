using Pipeline.Domain.Entries;

namespace Pipeline.Tests.Unit.Entries;

internal static class Decided
{
    /// <summary>Asserts that an ordinary question with one fact changed is refused for this reason.</summary>
    public static EntryDecision.Refuse Refused(string reason, Func<EntryFacts, EntryFacts> change) =>
        Refused(reason, Some.Question() with { Facts = change(Some.Facts()) });

    /// <summary>Asserts that a question is refused for this reason.</summary>
    public static EntryDecision.Refuse Refused(string reason, EntryQuestion question)
    {
        var refusal = Assert.IsType<EntryDecision.Refuse>(EntryRules.Decide(question));
        Assert.Equal(reason, refusal.Reason);
        return refusal;
    }
}
