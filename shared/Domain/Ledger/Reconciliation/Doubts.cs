using System.Collections.Immutable;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Ledger.Reconciliation;

/// <summary>All differences under observation. Nothing is acted upon before two equal readings with a quiet time between them and no request in flight.</summary>
public sealed class Doubts
{
    /// <summary>Machine time after which a difference that stands is acted upon again.</summary>
    public static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(60);

    public static readonly Doubts None = new([]);

    private readonly ImmutableDictionary<(FindingKind, Symbol?, string?), Doubt> _all;

    private Doubts(ImmutableDictionary<(FindingKind, Symbol?, string?), Doubt> all) => _all = all;

    /// <summary>Every difference that was confirmed and is still there.</summary>
    public IEnumerable<Finding> Standing => _all.Values.Where(doubt => doubt.ConfirmedAt is not null).Select(doubt => doubt.Finding);

    /// <param name="found">What the newest reading shows.</param>
    /// <param name="askedAt">Machine time at which the venue was asked.</param>
    /// <param name="lastUpdate">Machine time of the newest word of the stream about a symbol; null for none.</param>
    /// <param name="inFlight">Symbols with a request on its way.</param>
    /// <param name="quietOf">Machine time between two equal readings, and without a word of the stream, before a difference is believed.</param>
    public (Doubts Doubts, IReadOnlyList<JudgedFinding> Judged) Judge(
        IReadOnlyCollection<Finding> found, DateTimeOffset askedAt, Func<Symbol, DateTimeOffset?> lastUpdate, IReadOnlySet<Symbol> inFlight, Func<Finding, TimeSpan> quietOf)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(lastUpdate);
        ArgumentNullException.ThrowIfNull(inFlight);
        ArgumentNullException.ThrowIfNull(quietOf);
        var judged = new List<JudgedFinding>();
        var kept = ImmutableDictionary.CreateBuilder<(FindingKind, Symbol?, string?), Doubt>();
        foreach (var finding in found)
        {
            var heard = finding.Symbol is { } symbol ? lastUpdate(symbol) : null;
            var disturbed = finding.Symbol is { } one && inFlight.Contains(one);
            var (doubt, stage) = Judge(_all.GetValueOrDefault(finding.Key), finding, askedAt, heard, disturbed, quietOf(finding));
            kept[finding.Key] = doubt;
            judged.Add(new JudgedFinding(finding, stage));
        }

        judged.AddRange(_all.Where(known => known.Value.ConfirmedAt is not null && !kept.ContainsKey(known.Key)).Select(known => new JudgedFinding(known.Value.Finding, DoubtStage.Mended)));
        return (new Doubts(kept.ToImmutable()), judged);
    }

    /// <summary>Without a difference that was just put right: if it comes back, it is a new one.</summary>
    public Doubts Without(Finding mended)
    {
        ArgumentNullException.ThrowIfNull(mended);
        return new Doubts(_all.Remove(mended.Key));
    }

    private static (Doubt Doubt, DoubtStage Stage) Judge(Doubt? known, Finding finding, DateTimeOffset askedAt, DateTimeOffset? heard, bool disturbed, TimeSpan quiet)
    {
        if (known is null || known.Finding != finding || disturbed || heard > known.Since)
            return (new Doubt(finding, askedAt), DoubtStage.Suspected);
        if (known.ConfirmedAt is { } confirmed && askedAt - confirmed < AgainAfter)
            return (known, DoubtStage.Standing);
        return askedAt - known.Since < quiet || askedAt - heard < quiet
            ? (known, DoubtStage.Suspected)
            : (known with { ConfirmedAt = askedAt }, DoubtStage.Confirmed);
    }
}
