using System.Globalization;

namespace Pipeline.Orchestrator.Chaos.Checking.Rules;

/// <summary>No share without a working exit for longer than the limit, in machine time, in session; what the venue costs is counted apart.</summary>
public static class ProtectionRule
{
    /// <summary>Machine time a share may be without a working exit.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Every stretch of time in which shares of a symbol were held and not covered.</summary>
    public static IReadOnlyList<BareSpan> Spans(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var (bare, spans) = (new Dictionary<string, (DateTimeOffset Since, decimal Shares, bool Crypto)>(StringComparer.Ordinal), new List<BareSpan>());
        var session = SessionClock.InSession(evidence);
        Batches.Fold(evidence.Venue, (account, step) =>
        {
            foreach (var symbol in step.Select(entry => entry.Order?.Symbol ?? entry.Adjustment?.Symbol).OfType<string>().Distinct(StringComparer.Ordinal))
            {
                var shares = Coverage.Bare(account, symbol);
                if (shares > 0)
                    bare[symbol] = bare.TryGetValue(symbol, out var known) ? known with { Shares = Math.Max(known.Shares, shares) } : (step[0].Machine, shares, step.Any(entry => entry.Order?.IsCrypto == true));
                else if (bare.Remove(symbol, out var was))
                    spans.Add(Measure(evidence, session, symbol, was, step[0].Machine));
            }
        });
        spans.AddRange(bare.Select(still => Measure(evidence, session, still.Key, still.Value, evidence.Until)));
        return spans;
    }

    public static IEnumerable<Finding> Judge(Evidence evidence) => Spans(evidence).Where(span => span.Ours > Limit).Select(span => new Finding(
        Figure.Unprotected, span.Symbol, [], span.Span.From,
        string.Create(CultureInfo.InvariantCulture, $"{span.Shares} shares were without a working exit for {span.Ours.TotalMilliseconds:0} ms, and for {span.Venues.TotalMilliseconds:0} ms more through the venue, until {span.Span.To:HH:mm:ss.fff}")));

    private static BareSpan Measure(Evidence evidence, IReadOnlyList<MachineSpan> session, string symbol, (DateTimeOffset Since, decimal Shares, bool Crypto) bare, DateTimeOffset until)
    {
        var span = new MachineSpan(bare.Since, until);
        var counted = bare.Crypto ? [span] : MachineSpans.Within(span, session);
        var troubles = evidence.Troubles.Where(trouble => trouble.Symbol is null || trouble.Symbol == symbol).Select(trouble => new MachineSpan(trouble.From, trouble.To)).ToList();
        var excused = counted.Aggregate(TimeSpan.Zero, (sum, part) => sum + MachineSpans.Length(MachineSpans.Within(part, troubles)));
        return new BareSpan(symbol, bare.Shares, span, MachineSpans.Length(counted) - excused, excused);
    }
}

/// <summary>A stretch of time in which shares were bare.</summary>
/// <param name="Shares">The most that were bare at once.</param>
/// <param name="Ours">Of it, in session, while the venue could be reached and obeyed.</param>
/// <param name="Venues">Of it, in session, while it could not or did not.</param>
public sealed record BareSpan(string Symbol, decimal Shares, MachineSpan Span, TimeSpan Ours, TimeSpan Venues);
