using Pipeline.Contracts.Events;
using Pipeline.Contracts.Orders;
using Pipeline.Hosting.Stages;

namespace Pipeline.Buyer.Deciding;

/// <summary>Tells what the account is worth when that has changed, once a minute at most: its course over the day.</summary>
internal sealed class AccountTelling(StageRun run, EventTeller teller, TimeProvider machine)
{
    /// <summary>Machine time between two tellings.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    private AccountValues? _told;
    private long _toldAt;

    public ValueTask ReadAsync(AccountValues read)
    {
        ArgumentNullException.ThrowIfNull(read);
        // A dry run's events are its decisions, to be compared with another's.
        if (run.DryRun || (_told is { } told && (IsSame(told, read) || machine.GetElapsedTime(_toldAt) < Shortest)))
            return ValueTask.CompletedTask;
        (_told, _toldAt) = (read, machine.GetTimestamp());
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["buyingPower"] = read.BuyingPower.ToString(),
            ["cash"] = read.Cash.ToString(),
            ["equity"] = read.Equity.ToString(),
        };
        return teller.TellAsync("account_read", EventSeverity.Info, "account", "account", text: $"The account is worth {read.Equity} dollars, {read.Cash} of it cash.", facts: facts);
    }

    private static bool IsSame(AccountValues one, AccountValues other) => one.Equity == other.Equity && one.Cash == other.Cash && one.BuyingPower == other.BuyingPower;
}
