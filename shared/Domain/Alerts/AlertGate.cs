using System.Collections.Immutable;
using Pipeline.Contracts.Events;

namespace Pipeline.Domain.Alerts;

/// <summary>Tells the same trouble once, and says at the next time how often it was seen meanwhile.</summary>
public sealed record AlertGate
{
    private const int MostKeys = 5_000;

    public static AlertGate Empty { get; } = new();

    private ImmutableDictionary<string, Told> Known { get; init; } = ImmutableDictionary<string, Told>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Null when the alert is held back: the same was told a short while ago, was not graver now, or a person has acknowledged it.</summary>
    public (AlertGate Gate, Alert? Passed) Judge(Alert alert, AlertSettings settings)
    {
        ArgumentNullException.ThrowIfNull(alert);
        ArgumentNullException.ThrowIfNull(settings);
        var known = Known.GetValueOrDefault(alert.Key);
        if (known is not null && alert.At < known.QuietUntil(settings) && alert.Severity <= known.Severity)
            return (this with { Known = Known.SetItem(alert.Key, known with { HeldBack = known.HeldBack + 1 }) }, null);
        var next = Forgetting(alert.At, settings).SetItem(alert.Key, new Told(alert.At, alert.Severity));
        return (this with { Known = next }, alert with { Repeats = known?.HeldBack ?? 0 });
    }

    /// <summary>What was told before a restart.</summary>
    public AlertGate Remembering(Alert told)
    {
        ArgumentNullException.ThrowIfNull(told);
        return this with { Known = Known.SetItem(told.Key, new Told(told.At, told.Severity)) };
    }

    /// <summary>True when what still stands, and nobody has acknowledged, was told so long ago that it must be told again.</summary>
    public bool MustRemind(string key, DateTimeOffset now, AlertSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Known.GetValueOrDefault(key) is not { } told || (now >= told.At + settings.Remind && now >= told.QuietUntil(settings));
    }

    /// <summary>The trouble is over: its next time is news.</summary>
    public AlertGate Ended(string key) => Known.TryGetValue(key, out var told) ? this with { Known = Known.SetItem(key, told with { IsOver = true }) } : this;

    /// <summary>A person knows of it.</summary>
    /// <param name="at">Machine time.</param>
    public AlertGate Acknowledged(string key, DateTimeOffset at) =>
        Known.TryGetValue(key, out var told) ? this with { Known = Known.SetItem(key, told with { AcknowledgedAt = at }) } : this;

    private ImmutableDictionary<string, Told> Forgetting(DateTimeOffset now, AlertSettings settings) =>
        Known.Count < MostKeys ? Known : Known.RemoveRange(Known.Where(one => one.Value.QuietUntil(settings) <= now).Select(one => one.Key));

    private sealed record Told(DateTimeOffset At, EventSeverity Severity)
    {
        public int HeldBack { get; init; }
        public bool IsOver { get; init; }
        public DateTimeOffset? AcknowledgedAt { get; init; }

        // An acknowledgement is of this time, not of the next.
        public DateTimeOffset QuietUntil(AlertSettings settings) => IsOver ? At + settings.RepeatAfterEnd
            : AcknowledgedAt is { } known && known + settings.Acknowledged > At + settings.Repeat ? known + settings.Acknowledged
            : At + settings.Repeat;
    }
}
