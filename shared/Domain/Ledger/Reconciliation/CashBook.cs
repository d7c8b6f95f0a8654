using System.Collections.Immutable;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Ledger.Reconciliation;

/// <summary>What the venue's cash must be: a beginning that was read while nothing was executed, and all that came and went since, each once.</summary>
/// <param name="Baseline">Cash at the beginning; null before there was one.</param>
/// <param name="Since">Venue time of the beginning.</param>
public sealed record CashBook(Money? Baseline = null, DateTimeOffset Since = default)
{
    private ImmutableDictionary<(string Order, Shares Cumulative), Execution> Executions { get; init; } = [];

    private ImmutableDictionary<string, Money> Changes { get; init; } = [];

    private ImmutableDictionary<string, CashAmendment> Amendments { get; init; } = [];

    private CashReading? Last { get; init; }

    public static CashBook Empty { get; } = new();

    /// <summary>Ids of the activities that were listed at the beginning: every other counts, whatever its day. Null when nobody wrote them down: then their time decides.</summary>
    public IReadOnlySet<string>? Known { get; private init; }

    /// <summary>Begins anew when the money of two readings is the same and nothing was executed since well before the first.</summary>
    /// <param name="reading">The newer reading; executions reach back before the one before it.</param>
    public CashBook Begin(CashReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (Last is not { } first || first.Cash != reading.Cash || reading.At <= first.At)
            return this with { Last = reading };
        var quietSince = first.At - (reading.At - first.At);
        var known = first.Activities.Select(one => one.Id).ToImmutableHashSet(StringComparer.Ordinal);
        return reading.Executions.Any(one => one.At >= quietSince) || reading.Activities.Any(one => one.At >= quietSince || !known.Contains(one.Id))
            ? this with { Last = reading }
            : new CashBook(first.Cash, first.At) { Last = reading, Known = known, Amendments = Amendments.RemoveRange(DecidedUntil(first.At)) };
    }

    /// <summary>Goes on from a beginning that was written down; amendments that were told before it was read again are kept.</summary>
    /// <param name="baseline">Cash at the beginning.</param>
    /// <param name="since">Venue time of the beginning.</param>
    /// <param name="known">Ids of the activities that were listed then; null when they were not written down.</param>
    public CashBook Resume(Money baseline, DateTimeOffset since, IEnumerable<string>? known) =>
        new(baseline, since) { Amendments = Amendments, Known = known?.ToImmutableHashSet(StringComparer.Ordinal) };

    /// <summary>Takes in what a reading lists of the time since the beginning.</summary>
    public CashBook Take(CashReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var executed = reading.Executions.Where(one => one.At > Since).Select(one => KeyValuePair.Create((one.VenueOrderId, one.CumulativeQuantity), one));

        // Fees and dividends are listed under a day, which is over or began before the beginning: only what is listed for the first time is new.
        var changed = reading.Activities.Where(one => Known is null ? one.At > Since : !Known.Contains(one.Id)).Select(one => KeyValuePair.Create(one.Id, one.Cash));
        return this with { Executions = Executions.SetItems(executed), Changes = Changes.SetItems(changed), Last = reading };
    }

    /// <summary>Takes in what the venue took back or corrected since the beginning, once each: it goes on listing the execution as it was.</summary>
    public CashBook Amend(CashAmendment amendment)
    {
        ArgumentNullException.ThrowIfNull(amendment);
        return this with { Amendments = Amendments.SetItem(amendment.Id, amendment) };
    }

    /// <summary>The difference between what the money must be and what it is; null when there is none beyond the venue's rounding, or no beginning yet.</summary>
    public Finding? Compare(Money cash)
    {
        if (Baseline is not { } begun)
            return null;
        var amended = Amendments.Values.Where(one => one.At > Since).Sum(one => one.DollarsAmong(Executions.Values));
        var expected = begun.Value + Executions.Values.Sum(Dollars) + Changes.Values.Sum(one => one.Value) + amended;

        // The venue rounds its cash to the cent, at worst at each execution.
        return Math.Abs(expected - cash.Value) <= 0.01m * (Executions.Count + 1)
            ? null
            : new Finding(FindingKind.CashDiffers, null, null, decimal.Round(expected, 2), decimal.Round(cash.Value, 2));
    }

    private IEnumerable<string> DecidedUntil(DateTimeOffset end) => Amendments.Values.Where(one => one.At <= end).Select(one => one.Id);

    private static decimal Dollars(Execution one) => (one.Side == OrderSide.Sell ? 1 : -1) * (one.Price * one.Quantity).Value;
}

/// <summary>The account's money, and what moved it, as one reading of the venue has them.</summary>
/// <param name="At">Venue time at which the money was asked for.</param>
public sealed record CashReading(Money Cash, DateTimeOffset At, IReadOnlyCollection<Execution> Executions, IReadOnlyCollection<AccountActivity> Activities);
