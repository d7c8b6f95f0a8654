using Pipeline.Contracts.Events;

namespace Pipeline.Broker.Rest;

/// <summary>Tells an outage once, however often its breaker tries: opened, the first trial, closed.</summary>
/// <param name="way">Which requests it is about.</param>
internal sealed class BreakerWords(string way, Action<Notice> say)
{
    private readonly Lock _lock = new();
    private bool _isOpen;
    private bool _hasTried;

    public void Opened()
    {
        lock (_lock)
        {
            if (_isOpen)
                return;
            (_isOpen, _hasTried) = (true, false);
        }

        say(new Notice("breaker_opened", EventSeverity.Warning, way, $"The venue has failed many times in a row ({way}): entries are held back, exits go out one each half second, until it answers."));
    }

    public void HalfOpened()
    {
        lock (_lock)
        {
            if (!_isOpen || _hasTried)
                return;
            _hasTried = true;
        }

        say(new Notice("breaker_half_open", EventSeverity.Info, way, $"A request tries whether the venue answers again ({way}); those that follow are not told."));
    }

    public void Closed()
    {
        lock (_lock)
        {
            if (!_isOpen)
                return;
            _isOpen = false;
        }

        say(new Notice("breaker_closed", EventSeverity.Info, way, $"The venue answers again ({way})."));
    }
}
