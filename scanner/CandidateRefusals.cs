using System.Globalization;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Values;
using Pipeline.Domain.Signals;
using Pipeline.Hosting.Clocks;
using Pipeline.Hosting.Stages;

namespace Pipeline.Scanner;

/// <summary>Tells of the candidates that made no signal, one event for each minute of bars: thousands of symbols must not make thousands of events. Touched by the scanner's loop alone.</summary>
public sealed class CandidateRefusals(EventTeller teller, VenueClock venue)
{
    /// <summary>Candidates that an event names, the nearest to the threshold first.</summary>
    public const int MostNamed = 20;

    /// <summary>Venue time from a bar's start after which the bars of its minute have come, but for stragglers.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMinutes(2);

    private readonly SortedDictionary<DateTimeOffset, List<(Symbol Symbol, CandidateRefusal Refusal)>> _minutes = [];

    public void Add(Symbol symbol, DateTimeOffset barStart, CandidateRefusal refusal)
    {
        if (!_minutes.TryGetValue(barStart, out var minute))
            _minutes[barStart] = minute = [];
        minute.Add((symbol, refusal));
    }

    /// <summary>Tells of the minutes that are complete.</summary>
    public async ValueTask TellAsync()
    {
        while (_minutes.Count > 0 && _minutes.First() is var (start, refused) && venue.Now - start >= Gathering)
        {
            _minutes.Remove(start);
            var minute = start.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            await teller.TellAsync(
                "candidate_refused", EventSeverity.Info, "candidates", "candidates",
                text: $"{refused.Count} {(refused.Count == 1 ? "candidate" : "candidates")} of the minute {minute} UTC made no signal.", facts: FactsOf(refused));
        }
    }

    /// <summary>How many for each reason, and the nearest by name with their scores.</summary>
    public static SortedDictionary<string, string> FactsOf(IReadOnlyCollection<(Symbol Symbol, CandidateRefusal Refusal)> refused)
    {
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var reason in refused.GroupBy(one => one.Refusal.Reason))
            facts[reason.Key] = reason.Count().ToString(CultureInfo.InvariantCulture);
        var nearest = refused.OrderByDescending(one => one.Refusal.Score).ThenBy(one => one.Symbol).Take(MostNamed);
        facts["nearest"] = string.Join(' ', nearest.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Symbol}:{one.Refusal.Score:0.##}")));
        return facts;
    }
}
