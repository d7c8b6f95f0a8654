using Pipeline.Contracts.Values;
using Pipeline.Domain.Entries;

namespace Pipeline.Domain.Risk;

/// <summary>How much of a limit is used once an entry is made.</summary>
/// <param name="Limit">exposure or orders_per_minute.</param>
/// <param name="Used">With this entry.</param>
/// <param name="Most">The limit.</param>
public sealed record LimitUse(string Limit, decimal Used, decimal Most)
{
    private const decimal Much = 0.8m;

    public const string Exposure = "exposure";
    public const string OrdersPerMinute = "orders_per_minute";

    /// <summary>The limits of which an admitted entry leaves a fifth at most. How many symbols are held is none of them: a full book is an ordinary one.</summary>
    /// <param name="question">What was asked; the account is known.</param>
    /// <param name="reserved">What the entry may cost.</param>
    public static IReadOnlyList<LimitUse> Approached(EntryQuestion question, Money reserved)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (question.Facts.Account is not { } account)
            return [];
        var (limits, book) = (question.Limits, question.Book);
        var left = SpendableMoney.Of(book, account, limits.MaxExposure).Exposure;
        LimitUse[] uses =
        [
            new(Exposure, limits.MaxExposure.Value - left.Value + reserved.Value, limits.MaxExposure.Value),
            new(OrdersPerMinute, book.IntentsWithinMinute(question.Facts.MachineNow) + 1, limits.MaxOrdersPerMinute),
        ];
        return [.. uses.Where(use => use.Used >= use.Most * Much)];
    }
}
