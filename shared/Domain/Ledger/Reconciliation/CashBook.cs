using System.Collections.Immutable;
using Pipeline.Contracts.Orders;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Ledger.Reconciliation;

/// <summary>What the venue's cash must be: a beginning that was read while nothing was executed, and all that came and went since, each once.</summary>
/// <param name="Baseline">Cash at the beginning; null before there was one.</param>
/// <param name="Since">Venue time of the beginning.</param>
public sealed record CashBook(Money? Baseline = null, DateTimeOffset Since = default)
{
    private ImmutableDictionary<(string Order, Shares Cumulative), Money> Executions { get; init; } = [];

    private ImmutableDictionary<string, Money> Changes { get; init; } = [];

    private CashReading? Last { get; init; }

    public static CashBook Empty { get; } = new();

    /// <summary>Begins anew when the money of two readings is the same and nothing was executed since well before the first.</summary>
    /// <param name="reading">The newer reading; executions reach back before the one before it.</param>
    public CashBook Begin(CashReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        if (Last is not { } first || first.Cash != reading.Cash || reading.At <= first.At)
            return this with { Last = reading };
        var quietSince = first.At - (reading.At - first.At);
        return reading.Executions.Any(one => one.At >= quietSince) || reading.Activities.Any(one => one.At >= quietSince)
            ? this with { Last = reading }
            : new CashBook(first.Cash, first.At) { Last = reading };
    }

    /// <summary>Takes in what a reading lists of the time since the beginning.</summary>
    public CashBook Take(CashReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var executed = reading.Executions.Where(one => one.At > Since)
            .Select(one => KeyValuePair.Create((one.VenueOrderId, one.CumulativeQuantity), one.Side == OrderSide.Sell ? one.Price * one.Quantity : -(one.Price * one.Quantity)));
        var changed = reading.Activities.Where(one => one.At > Since).Select(one => KeyValuePair.Create(one.Id, one.Cash));
        return this with { Executions = Executions.SetItems(executed), Changes = Changes.SetItems(changed), Last = reading };
    }

    /// <summary>Takes in what the venue took back or corrected: it lists the execution as it was.</summary>
    /// <param name="dollars">What it changes the cash by.</param>
    public CashBook Amend(string id, Money dollars) => this with { Changes = Changes.SetItem(id, dollars) };

    /// <summary>The difference between what the money must be and what it is; null when there is none beyond the venue's rounding, or no beginning yet.</summary>
    public Finding? Compare(Money cash)
    {
        if (Baseline is not { } begun)
            return null;
        var expected = begun.Value + Executions.Values.Sum(one => one.Value) + Changes.Values.Sum(one => one.Value);

        // The venue rounds its cash to the cent, at worst at each execution.
        return Math.Abs(expected - cash.Value) <= 0.01m * (Executions.Count + 1)
            ? null
            : new Finding(FindingKind.CashDiffers, null, null, decimal.Round(expected, 2), decimal.Round(cash.Value, 2));
    }
}

/// <summary>The account's money, and what moved it, as one reading of the venue has them.</summary>
/// <param name="At">Venue time at which the money was asked for.</param>
public sealed record CashReading(Money Cash, DateTimeOffset At, IReadOnlyCollection<Execution> Executions, IReadOnlyCollection<AccountActivity> Activities);
