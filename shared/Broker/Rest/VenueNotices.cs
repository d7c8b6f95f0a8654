using System.Collections.Concurrent;
using Pipeline.Contracts.Events;

namespace Pipeline.Broker.Rest;

/// <summary>What this process should tell of its way to the venue: breakers, refusals for asking too often, waits for its share of the limit.</summary>
internal sealed class VenueNotices(TimeProvider time) : INoticeSource
{
    /// <summary>Machine time between two words of the same kind about the same host: a venue that refuses refuses many requests.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    /// <summary>A shorter wait is how an even pace looks.</summary>
    public static readonly TimeSpan WorthTelling = TimeSpan.FromSeconds(0.5);

    private readonly ConcurrentDictionary<string, long> _saidAt = new(StringComparer.Ordinal);

    public event Action<Notice>? Noticed;

    public void Say(Notice notice) => Noticed?.Invoke(notice);

    /// <param name="api">The host.</param>
    /// <param name="pause">How long nothing is asked now.</param>
    public void RateLimited(string api, TimeSpan pause)
    {
        if (MaySay($"rate_limited {api}"))
            Say(new Notice("rate_limited", EventSeverity.Warning, api, $"The venue's {api} host says that this process asks too often (429): it pauses for {pause.TotalSeconds:0.#} s. Told once a minute at most."));
    }

    /// <param name="api">The host.</param>
    /// <param name="waited">How long the request has waited.</param>
    /// <param name="taken">False when it was given up.</param>
    public void BudgetWaited(string api, TimeSpan waited, bool taken)
    {
        if ((taken && waited < WorthTelling) || !MaySay($"budget_waited {api}"))
            return;
        var end = taken ? $"waited {waited.TotalSeconds:0.0} s" : "was put off";
        Say(new Notice("budget_waited", EventSeverity.Info, api, $"A request to the venue's {api} host {end}: this process's share of the venue's limit was used up. Told once a minute at most."));
    }

    private bool MaySay(string what)
    {
        var now = time.GetTimestamp();
        if (_saidAt.TryGetValue(what, out var said))
            return time.GetElapsedTime(said, now) >= Between && _saidAt.TryUpdate(what, now, said);
        return _saidAt.TryAdd(what, now);
    }
}
