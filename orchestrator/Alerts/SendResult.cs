namespace Pipeline.Orchestrator.Alerts;

/// <summary>How one alert fared on one route.</summary>
/// <param name="Reason">Null when it was delivered; else snake case, such as http_500, timed_out, unreachable, rate_limited, queue_full.</param>
/// <param name="IsWorthRepeating">The receiver may take it in a while.</param>
/// <param name="RetryAfter">When the receiver wants to be asked again.</param>
/// <param name="Attempts">How often it was sent.</param>
public sealed record SendResult(string? Reason, bool IsWorthRepeating = false, TimeSpan? RetryAfter = null, int Attempts = 0)
{
    public bool IsDelivered => Reason is null;
}
