using System.Security.Cryptography;
using System.Text;
using Pipeline.Contracts.Events;
using Pipeline.Contracts.Values;

namespace Pipeline.Domain.Alerts;

/// <summary>One call for a person.</summary>
public sealed record Alert
{
    private const int IdLength = 10;

    /// <summary>Short enough to be typed, and the same for the same cause: what is decided twice is one alert.</summary>
    public required string Id { get; init; }
    public required AlertKind Kind { get; init; }
    public required EventSeverity Severity { get; init; }

    /// <summary>What makes two alerts the same trouble: one of them is told, the others are counted.</summary>
    public required string Key { get; init; }

    /// <summary>One sentence for a person, or a few lines.</summary>
    public required string Text { get; init; }
    public Symbol? Symbol { get; init; }

    /// <summary>Machine time of what it is about.</summary>
    public required DateTimeOffset At { get; init; }
    public required string CorrelationId { get; init; }
    public required string CausationId { get; init; }

    /// <summary>How often the same was seen, and not told, since it was last told.</summary>
    public int Repeats { get; init; }

    /// <summary>The id of the alert that a cause leads to.</summary>
    /// <param name="kind">The alert's kind: one cause may lead to several.</param>
    /// <param name="cause">Id of the event or condition.</param>
    public static string IdOf(AlertKind kind, string cause) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}|{cause}")))[..IdLength];
}
