using Pipeline.Contracts.Market;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Signals;

/// <summary>What the scanner remembers: the newest bars of each symbol, and which symbols are near a signal. Touched by the scanner's loop alone.</summary>
/// <param name="barsKept">Of each symbol: as many as the longest measure needs.</param>
public sealed class Scan(int barsKept)
{
    private readonly Dictionary<Symbol, MinuteSeries> _series = [];
    private readonly Dictionary<Symbol, DateTimeOffset> _candidates = [];

    /// <summary>Takes a completed bar and says what follows from it.</summary>
    /// <param name="settings">As they are for this bar.</param>
    /// <param name="now">Venue time: a bar that is too old warms up and makes no signal.</param>
    public ScanDecision Take(Symbol symbol, BarValues bar, ScanSettings settings, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(bar);
        ArgumentNullException.ThrowIfNull(settings);
        var parameters = settings.Parameters;
        if (!SeriesOf(symbol).TryAdd(bar))
            return ScanDecision.Ignored;
        if (Momentum.Measure(SeriesOf(symbol).Bars, parameters) is not { } reading)
            return ScanDecision.Watched;
        if (reading.Score < parameters.Threshold * settings.CandidateShare)
            return ScanDecision.Watched;
        _candidates[symbol] = bar.End;
        if (reading.Score < parameters.Threshold)
            return ScanDecision.Watched with { Refused = new CandidateRefusal(reading.Score, CandidateRefusal.BelowTheThreshold) };
        var tooOld = now - bar.End > settings.SignalMaxAge;
        return tooOld ? ScanDecision.Watched with { Refused = new CandidateRefusal(reading.Score, CandidateRefusal.TooOld) } : new ScanDecision(true, reading);
    }

    /// <summary>Start of the newest bar known of a symbol: a gap is filled from here.</summary>
    public DateTimeOffset? NewestStart(Symbol symbol) => _series.TryGetValue(symbol, out var series) ? series.NewestStart : null;

    /// <summary>Symbols whose quotes are worth having: those held first, then the newest candidates.</summary>
    /// <param name="held">Symbols with an open position.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="freshSince">Candidates from before this moment of the venue's clock have cooled off.</param>
    public IReadOnlySet<Symbol> WorthQuoting(IEnumerable<Symbol> held, int most, DateTimeOffset freshSince) =>
        held.Order().Concat(_candidates
                .Where(candidate => candidate.Value >= freshSince)
                .OrderByDescending(candidate => candidate.Value)
                .ThenBy(candidate => candidate.Key)
                .Select(candidate => candidate.Key))
            .Distinct()
            .Take(most)
            .ToHashSet();

    private MinuteSeries SeriesOf(Symbol symbol)
    {
        if (!_series.TryGetValue(symbol, out var series))
            _series[symbol] = series = new MinuteSeries(barsKept);
        return series;
    }
}

/// <summary>What follows from a bar.</summary>
/// <param name="IsNew">False for a bar known already.</param>
/// <param name="Signal">Set when the bar makes a signal.</param>
public sealed record ScanDecision(bool IsNew, MomentumReading? Signal)
{
    public static ScanDecision Ignored { get; } = new(false, null);

    public static ScanDecision Watched { get; } = new(true, null);

    /// <summary>Set when the bar made its symbol a candidate, and no signal.</summary>
    public CandidateRefusal? Refused { get; init; }
}
