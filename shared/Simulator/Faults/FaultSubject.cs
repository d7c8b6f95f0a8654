namespace Pipeline.Simulator.Faults;

/// <summary>What a fault may happen to: a request, a stream message or an order. What is not known is null.</summary>
public sealed record FaultSubject
{
    /// <summary>HTTP method.</summary>
    public string? Method { get; init; }

    /// <summary>Path of a request or of a stream's endpoint.</summary>
    public string? Path { get; init; }

    /// <summary>The User-Agent that the client sent.</summary>
    public string? Client { get; init; }

    public IReadOnlyList<string> Symbols { get; init; } = [];

    public string? Side { get; init; }

    public string? OrderClass { get; init; }

    public string? OrderType { get; init; }

    /// <summary><c>entry</c>, <c>take_profit</c> or <c>stop_loss</c>.</summary>
    public string? Role { get; init; }

    public string? ClientOrderId { get; init; }

    /// <summary>A stream message's kind: <c>t</c>, <c>q</c>, <c>b</c> and so on, the trade update's event, or <c>control</c>.</summary>
    public string? Event { get; init; }
}
