using Pipeline.Contracts.Market;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Signals;
using Pipeline.Domain.Risk;

namespace Pipeline.Domain.Entries;

/// <summary>All that a decision on a signal is given.</summary>
/// <param name="Signal">A valid signal without an intent.</param>
/// <param name="Book">What the streams say.</param>
/// <param name="Facts">What no stream says.</param>
/// <param name="Limits">The configuration in force.</param>
public sealed record EntryQuestion(BuySignal Signal, EntryBook Book, EntryFacts Facts, EntryLimits Limits);

/// <summary>What a decision knows that no stream stores.</summary>
public sealed record EntryFacts
{
    /// <summary>Venue time.</summary>
    public required DateTimeOffset Now { get; init; }
    public required DateTimeOffset MachineNow { get; init; }

    /// <summary>The newest quote of the symbol, from wherever it came.</summary>
    public QuoteValues? Quote { get; init; }

    /// <summary>What the venue says of what is bought; null until its assets were read.</summary>
    public AssetFacts? Asset { get; init; }

    /// <summary>Null until the account was read.</summary>
    public AccountValues? Account { get; init; }

    /// <summary>The account is active, unblocked, and verified to be long only without margin.</summary>
    public required bool AccountMayTrade { get; init; }

    /// <summary>True while the books are read without a gap up to the present.</summary>
    public required bool BookIsCurrent { get; init; }

    /// <summary>Machine time at which all books were last compared with their streams; null: not since the connection opened.</summary>
    public DateTimeOffset? BookCheckedAt { get; init; }

    /// <summary>True while the halt file lies in the run folder.</summary>
    public required bool HaltFilePresent { get; init; }

    /// <summary>What the buyer has seen standing against entering at all, by its names in snake case.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>Machine time of the monitor's last word that it is ready.</summary>
    public DateTimeOffset? MonitorReadyAt { get; init; }

    /// <summary>Machine time of the seller's last word that it is ready.</summary>
    public DateTimeOffset? SellerReadyAt { get; init; }
}
